// @vitest-environment happy-dom
import type { Job, StudioEvent } from "@danfang/domain";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { en } from "../../i18n/en/en.ts";
import { sampleJob, sampleOrder } from "../../testing/samples.ts";
import { all, find, never, press, Refused, settled, show, tell } from "../../testing/show.tsx";
import { openQuestion } from "../../ui/question.ts";
import { QueuePage } from "./queue-page.tsx";

const queueOf = (active: readonly Job[], finished: readonly Job[], more: object = {}) => ({
  "GET /v1/queue": {
    paused: false,
    running: active.filter(({ state }) => state === "running").length,
    queued: active.filter(({ state }) => state === "queued").length,
  },
  "GET /v1/jobs": (_: unknown, { searchParams }: URL) => ({ jobs: listed(searchParams, active, finished) }),
  ...more,
});
function listed(search: URLSearchParams, active: readonly Job[], finished: readonly Job[]): readonly Job[] {
  const states = search.get("state")?.split(",") ?? [];
  const [from, limit] = [Number(search.get("offset") ?? 0), Number(search.get("limit"))];
  return [...active, ...finished].filter(({ state }) => states.includes(state)).slice(from, from + limit);
}
const page = (
  <main className="shell-main">
    <QueuePage />
  </main>
);
const titles = () => all("h2").map(({ textContent }) => textContent?.replace(/\s+/g, " ").trim());
const running = sampleJob({ id: "r", state: "running", attempts: 1 });
const waitingJob = sampleJob();
const waiting = (count: number): Job[] =>
  Array.from({ length: count }, (_, i) => ({ ...waitingJob, id: `w${i}`, ahead: i + 1 }));

/** A simulated document has no sizes; a list draws what is seen of it. CSS pixels. */
const [room, row] = [600, 73];
beforeEach(() => {
  const sizes = [
    vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(room),
    vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(row),
  ];
  return () => {
    for (const size of sizes) size.mockRestore();
  };
});

describe("the queue", () => {
  it("invites to Create while it is empty, and not before that is known", async () => {
    await show(page, { answers: { ...queueOf([], []), "GET /v1/jobs": never } });
    expect(document.body.textContent).not.toContain(en.queue.empty);
    expect(all(".mantine-Skeleton-root").length).toBe(1);
  });
  it.each([
    ["nothing at all", [], [], true],
    ["only what is over", [], [sampleJob({ state: "done" })], false],
    ["only what is painted", [running], [], false],
  ] as const)("says that there is nothing to do, or does not: %s", async (_, active, finished, isEmpty) => {
    await show(page, { answers: queueOf(active, finished) });
    expect(document.body.textContent?.includes(en.queue.empty)).toBe(isEmpty);
  });
  it("has what is painted, what waits and what is over in lists of their own, with how many", async () => {
    await show(page, { answers: queueOf([running, ...waiting(2)], [sampleJob({ id: "d", state: "done" })]) });
    expect(titles()).toEqual([`${en.queue.running} · 1`, `${en.queue.queued} · 2`, `${en.queue.finished} · 1`]);
  });
  it("of three thousand says so and how long it takes, draws what is seen, and is cancelled as a whole when told twice", async () => {
    const begun = Date.parse("2026-11-01T10:00:00.000Z");
    const done = sampleJob({
      id: "d",
      state: "done",
      startedAt: new Date(begun).toISOString(),
      finishedAt: new Date(begun + 20_000).toISOString(),
    });
    const { asked } = await show(page, {
      answers: queueOf([running, ...waiting(3000)], [done], { "DELETE /v1/queue/waiting": { cancelled: 3000 } }),
    });
    expect(titles()[1]).toBe(`${en.queue.queued} · 3,000 · about 16 h 40 min`);
    expect(all(".job-row").length).toBeGreaterThan(8);
    expect(all(".job-row").length).toBeLessThan(60);
    expect(asked.filter(({ url }) => url.searchParams.get("state") === "queued").length).toBeLessThan(6);
    await press(find("button", en.queue.cancelAll));
    expect(openQuestion.get()?.title).toContain("3000");
    openQuestion.get()?.onAnswer(true);
    await settled();
    expect(asked.map(({ what }) => what)).toContain("DELETE /v1/queue/waiting");
  });
  it("is paused and resumed, and says that it rests", async () => {
    const paused = { paused: true, queued: 1, running: 0 };
    const { asked } = await show(page, {
      answers: queueOf(waiting(1), [], { "POST /v1/queue/pause": paused }),
    });
    await press(find("button", en.queue.pause));
    expect(asked.map(({ what }) => what)).toContain("POST /v1/queue/pause");
    expect(document.body.textContent).toContain(en.queue.pausedNote);
    find("button", en.queue.resume);
  });
  it("says why it could not be paused, and stays as it is", async () => {
    const problem = { code: "studio/diskFull", message: "The disk is full.", hint: "Make room." };
    await show(page, { answers: queueOf(waiting(1), [], { "POST /v1/queue/pause": new Refused(problem) }) });
    await press(find("button", en.queue.pause));
    expect(document.body.textContent).toContain("The disk is full.");
    find("button", en.queue.pause);
  });
});

describe("a job", () => {
  it("is moved up, to the front and down among those that wait", async () => {
    const moves = Object.fromEntries(waiting(3).map(({ id }) => [`PATCH /v1/jobs/${id}`, sampleJob({ id })]));
    const { asked } = await show(page, { answers: queueOf(waiting(3), [], moves) });
    const disabled = (name: string) => all("button", name).map((button) => (button as HTMLButtonElement).disabled);
    expect(disabled(en.queue.up)).toEqual([true, false, false]);
    expect(disabled(en.queue.first)).toEqual([true, false, false]);
    expect(disabled(en.queue.down)).toEqual([false, false, true]);
    await press(all("button", en.queue.up)[2]!);
    await press(all("button", en.queue.first)[2]!);
    await press(all("button", en.queue.down)[0]!);
    await press(all("button", en.queue.down)[1]!);
    expect(
      asked.filter(({ what }) => what.startsWith("PATCH")).map(({ what, body }) => [what.slice(-2), body]),
    ).toEqual([
      ["w2", { before: "w1" }],
      ["w2", { before: "w0" }],
      ["w0", { before: "w2" }],
      ["w1", { before: null }],
    ]);
  });
  it("says how often it was begun and how many pictures it makes, where that is more than once", async () => {
    const order = sampleOrder({ batchCount: 2, batchSize: 3, width: 512, height: 640 });
    const jobs = [
      sampleJob({ id: "a", attempts: 1 }),
      sampleJob({ id: "b", attempts: 2, request: order, priority: 5 }),
    ];
    await show(page, { answers: queueOf(jobs, []) });
    const [first = "", second = ""] = all(".job-facts").map(({ textContent }) => textContent ?? "");
    expect(first).not.toMatch(/attempt|pictures|priority/);
    expect(second).toContain("attempt 2");
    expect(second).toContain("6 pictures");
    expect(second).toContain("priority 5");
    expect(second).toContain("512 × 640");
  });
  it("shows how far it is while it is painted, as the events tell", async () => {
    await show(page, { answers: queueOf([running], []) });
    const bar = () => find('[role="progressbar"]').getAttribute("aria-valuenow");
    expect(bar()).toBe("0");
    const event = { type: "progress", jobId: "r", batch: 0, step: 5, steps: 20, sigma: 3, etaSeconds: 75 };
    await tell(event as StudioEvent);
    expect(bar()).toBe("5");
    expect(find(".progress-fill").style.transform).toBe("scaleX(0.25)");
    expect(find(".job-progress").textContent).toContain("5/20 · 1 min 15 s left");
  });
  it("can be left for the next batch only where there is one", async () => {
    const two = { ...running, request: sampleOrder({ batchCount: 2 }) };
    await show(page, { answers: queueOf([two], []) });
    find("button", en.create.skip);
    await tell({ type: "job", job: { ...two, batch: 1 } });
    expect(all("button", en.create.skip)).toEqual([]);
    find("button", en.create.stop);
  });
  it("that failed says why, and can be tried again; one that is done cannot", async () => {
    const problem = { code: "engine/outOfMemory", message: "Memory ran out.", hint: "Paint smaller." };
    const over = [sampleJob({ id: "f", state: "failed", problem }), sampleJob({ id: "d", state: "done" })];
    const { asked } = await show(page, {
      answers: queueOf([], over, { "POST /v1/jobs/f/retry": sampleJob({ id: "f" }) }),
    });
    expect(document.body.textContent).toContain("Memory ran out.");
    expect(all("button", en.common.retry).length).toBe(1);
    await press(find("button", en.common.retry));
    expect(asked.map(({ what }) => what)).toContain("POST /v1/jobs/f/retry");
  });
});
