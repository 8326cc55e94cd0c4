import { describe, expect, it } from "vitest";
import { type EventLog, openEventLog } from "./event-log.ts";

interface Told {
  readonly of: string;
  readonly value: number;
}
const reset: Told = { of: "reset", value: 0 };
const openLog = (capacity: number) =>
  openEventLog<Told>({ keyOf: ({ of }) => (of === "unique" ? undefined : of), reset, capacity, firstId: 100 });

/** The next so many events of a stream. */
async function take(stream: AsyncIterator<{ id: number; event: Told }>, count: number) {
  const taken = [];
  for (let i = 0; i < count; i++) taken.push((await stream.next()).value as { id: number; event: Told });
  return taken;
}
const listen = (log: EventLog<Told>, lastId: number | undefined, signal = new AbortController().signal) =>
  log.since(lastId, signal)[Symbol.asyncIterator]();
const publish = (log: EventLog<Told>, of: string, ...values: number[]) => {
  for (const value of values) log.publish({ of, value });
};

describe("an event log", () => {
  it("tells every listener everything from then on, with ids that grow by one", async () => {
    const log = openLog(50);
    publish(log, "unique", 1);
    const streams = [listen(log, undefined), listen(log, undefined)].map((stream) => take(stream, 3));
    publish(log, "unique", 2, 3, 4);
    for (const stream of streams)
      expect((await stream).map(({ id, event }) => [id, event.value])).toEqual([
        [101, 2],
        [102, 3],
        [103, 4],
      ]);
  });

  it("goes on where a listener was", async () => {
    const log = openLog(50);
    publish(log, "unique", 1, 2, 3);
    expect((await take(listen(log, 100), 2)).map(({ event }) => event.value)).toEqual([2, 3]);
  });

  it("tells who is slow only the last of each thing, in order", async () => {
    const log = openLog(50);
    const stream = listen(log, 99);
    publish(log, "unique", 1);
    publish(log, "job", 2, 3);
    publish(log, "queue", 4);
    publish(log, "job", 5);
    const told = await take(stream, 3);
    expect(told.map(({ event }) => event.value)).toEqual([1, 4, 5]);
    expect(told.map(({ id }) => id)).toEqual([100, 103, 104]);
  });

  it.each([
    ["was away too long", 101],
    ["was there in an earlier run", 7],
    ["comes from a future that was lost", 5000],
  ])("resets who %s, and goes on from now", async (_, lastId) => {
    const log = openLog(3);
    publish(log, "unique", 1, 2, 3, 4, 5, 6);
    const stream = listen(log, lastId);
    expect((await take(stream, 1))[0]).toEqual({ id: 105, event: reset });
    publish(log, "unique", 7);
    expect((await take(stream, 1))[0]).toEqual({ id: 106, event: { of: "unique", value: 7 } });
  });

  it("needs no reset when only replaced events are missing", async () => {
    const log = openLog(3);
    publish(log, "job", 1, 2, 3, 4, 5, 6, 7, 8);
    expect((await take(listen(log, 100), 1))[0]?.event.value).toBe(8);
  });

  it("ends when its listener does", async () => {
    const log = openLog(3);
    const stop = new AbortController();
    const next = listen(log, undefined, stop.signal).next();
    stop.abort();
    expect((await next).done).toBe(true);
    expect((await listen(log, undefined, stop.signal).next()).done).toBe(true);
  });
});
