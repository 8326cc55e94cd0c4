import type { StudioEvent } from "@danfang/domain";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openEventLog } from "../testing/event-log.ts";
import { fakeApp } from "../testing/fake-app.ts";
import { eventStream } from "./event-stream.ts";
import { openEventPrinter } from "./print-event.ts";

const models: StudioEvent = { type: "models" };
const settings: StudioEvent = { type: "settings" };
let over = new AbortController();
beforeEach(() => {
  over = new AbortController();
});
afterEach(() => over.abort());

const text = async (reader: ReadableStreamDefaultReader<Uint8Array>) =>
  new TextDecoder().decode((await reader.read()).value);
function listen(log: ReturnType<typeof openEventLog<StudioEvent>>, lastId?: number) {
  return eventStream(log, { lastId, signal: over.signal, heartbeat: 15_000 }).getReader();
}

it("tells each event with its id and kind", async () => {
  const log = openEventLog<StudioEvent>({ type: "reset" });
  const reader = listen(log);
  expect(await text(reader)).toMatch(/^retry: \d+\n: /);
  const next = text(reader);
  await vi.waitFor(() => expect(log.listeners).toBe(1));
  log.publish(models);
  expect(await next).toBe('id: 1\nevent: models\ndata: {"type":"models"}\n\n');
});

it("resumes after the last event seen: none twice, none left out", async () => {
  const log = openEventLog<StudioEvent>({ type: "reset" });
  for (const event of [models, settings, models]) log.publish(event);
  const reader = listen(log, 1);
  await text(reader);
  expect([await text(reader), await text(reader)].map((line) => /^id: (\d+)/.exec(line)?.[1])).toEqual(["2", "3"]);
});

it("says reset to who was away too long", async () => {
  const log = openEventLog<StudioEvent>({ type: "reset" }, 2);
  for (let i = 0; i < 5; i++) log.publish(models);
  const reader = listen(log, 1);
  await text(reader);
  expect(await text(reader)).toContain('"reset"');
});

it("beats while nothing happens, and loses no event to a beat", async () => {
  vi.useFakeTimers();
  try {
    const log = openEventLog<StudioEvent>({ type: "reset" });
    const reader = listen(log);
    await text(reader);
    for (let i = 0; i < 2; i++) {
      const beat = text(reader);
      await vi.advanceTimersByTimeAsync(15_000);
      expect(await beat).toMatch(/^: /);
    }
    const next = text(reader);
    log.publish(models);
    expect(await next).toContain("id: 1");
  } finally {
    vi.useRealTimers();
  }
});

it("takes nothing from the log while nobody reads", async () => {
  const taken: number[] = [];
  const log = openEventLog<StudioEvent>({ type: "reset" }, 1000);
  const counted = {
    publish: log.publish,
    async *since(lastId: number | undefined, signal: AbortSignal) {
      for await (const entry of log.since(lastId, signal)) {
        taken.push(entry.id);
        yield entry;
      }
    },
  };
  for (let i = 0; i < 500; i++) log.publish(models);
  const reader = eventStream(counted, { lastId: 0, signal: over.signal }).getReader();
  await text(reader);
  await text(reader);
  expect(taken.length).toBeLessThanOrEqual(2);
});

it("ends without an error, and leaves the log, when either side goes", async () => {
  const log = openEventLog<StudioEvent>({ type: "reset" });
  const [left, closed] = [listen(log), listen(log)];
  await Promise.all([text(left), text(closed)]);
  const pending = closed.read();
  await vi.waitFor(() => expect(log.listeners).toBe(2));
  await left.cancel();
  await vi.waitFor(() => expect(log.listeners).toBe(1));
  over.abort();
  expect((await pending).done).toBe(true);
  await vi.waitFor(() => expect(log.listeners).toBe(0));
});

it("prints an event once, however many listen, and a reset with the place of each", async () => {
  const log = openEventLog<StudioEvent>({ type: "reset" });
  const print = openEventPrinter();
  const readers = Array.from({ length: 200 }, () =>
    eventStream(log, { lastId: undefined, signal: over.signal, print }).getReader(),
  );
  for (const reader of readers) await text(reader);
  let prints = 0;
  log.publish({
    type: "settings",
    get told() {
      prints++;
      return "a".repeat(7);
    },
  } as StudioEvent);
  const told = await Promise.all(readers.map(text));
  expect(new Set(told)).toEqual(new Set(['id: 1\nevent: settings\ndata: {"type":"settings","told":"aaaaaaa"}\n\n']));
  expect(prints).toBe(1);
  const reset: StudioEvent = { type: "reset" };
  expect([3, 5, 3].map((id) => new TextDecoder().decode(print(id, reset)).slice(0, 6))).toEqual([
    "id: 3\n",
    "id: 5\n",
    "id: 3\n",
  ]);
});

it("is served under /v1/events and resumed by Last-Event-ID", async () => {
  const app = fakeApp();
  app.studio.events.publish(models);
  app.studio.events.publish(settings);
  const response = await app.ask("/v1/events", { headers: { "Last-Event-ID": "1" } });
  expect(response.headers.get("Content-Type")).toMatch(/^text\/event-stream/);
  const reader = response.body!.getReader();
  await text(reader);
  expect(await text(reader)).toBe('id: 2\nevent: settings\ndata: {"type":"settings"}\n\n');
  await app.close();
  expect((await reader.read()).done).toBe(true);
});
