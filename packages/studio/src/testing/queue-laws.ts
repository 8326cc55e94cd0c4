import { GenerationRequest, type Problem, type Seed } from "@danfang/domain";
import { type FakeClock, fakeClock } from "@danfang/domain/testing/fake-clock";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mostFruitlessAttempts, type WorkerQueue } from "../queue/queue.ts";
import { type JobEvent, type Standing, transition } from "../queue/states.ts";

const order = (prompt: string, seed: Seed = 5) => GenerationRequest.parse({ prompt, seed, steps: 7 });
const crash: Problem = { code: "engine/crashed", message: "It crashed.", hint: "Again." };

/** What every queue keeps, whoever stores it. `open` gives an empty one. */
export function describeQueueLaws(open: (clock: FakeClock) => WorkerQueue): void {
  const openNew = () => {
    const clock = fakeClock();
    return { clock, queue: open(clock) };
  };
  async function filled(...priorities: number[]) {
    const { clock, queue } = openNew();
    const ids: string[] = [];
    for (const [i, priority] of priorities.entries()) {
      ids.push((await queue.submit({ request: order(`job ${i}`), priority })).id);
      clock.advance(17);
    }
    return { clock, queue, ids };
  }
  const waiting = async (queue: WorkerQueue) => (await queue.list({ states: ["queued"] })).map(({ id }) => id);
  const pick = (ids: readonly string[], ...places: number[]) => places.map((place) => ids[place]);

  describe("order", () => {
    it("gives a job as it was submitted, waiting", async () => {
      const { queue } = openNew();
      const job = await queue.submit({ request: order("apple"), priority: 3 });
      expect(job).toMatchObject({ state: "queued", priority: 3, ahead: 0, attempts: 0, steps: 7, pictures: [] });
      expect(job.request).toEqual(order("apple"));
      expect(await queue.get(job.id)).toEqual(job);
      expect(await queue.get("nobody")).toBeUndefined();
    });

    it("is priority, then the order of coming; `ahead` counts those before", async () => {
      const { queue, ids } = await filled(0, 5, 0, 5, -2);
      expect(await waiting(queue)).toEqual(pick(ids, 1, 3, 0, 2, 4));
      expect((await queue.list()).map(({ ahead }) => ahead)).toEqual([0, 1, 2, 3, 4]);
      const taken = [];
      for (let next = await queue.take(); next; next = await queue.take()) taken.push(next.job.id);
      expect(taken).toEqual(pick(ids, 1, 3, 0, 2, 4));
    });

    it("follows a new priority", async () => {
      const { queue, ids } = await filled(0, 0, 0);
      await queue.setPriority(ids[2]!, 9);
      expect(await waiting(queue)).toEqual(pick(ids, 2, 0, 1));
    });

    it("puts a moved job just before another, with that one's priority, or behind all", async () => {
      const { queue, ids } = await filled(4, 4, 0, 0);
      await queue.move(ids[3]!, ids[1]);
      expect(await waiting(queue)).toEqual(pick(ids, 0, 3, 1, 2));
      expect((await queue.get(ids[3]!))?.priority).toBe(4);
      await queue.move(ids[0]!, undefined);
      expect(await waiting(queue)).toEqual(pick(ids, 3, 1, 2, 0));
      await queue.move(ids[1]!, ids[1]);
      expect(await waiting(queue)).toEqual(pick(ids, 3, 1, 2, 0));
    });

    it("moves only what waits", async () => {
      const { queue, ids } = await filled(0, 0);
      const taken = await queue.take();
      await expect(queue.move(taken!.job.id, undefined)).rejects.toMatchObject({ code: "queue/notQueued" });
      await expect(queue.move(ids[1]!, taken!.job.id)).rejects.toMatchObject({ code: "queue/notQueued" });
      await expect(queue.move("nobody", undefined)).rejects.toMatchObject({ code: "queue/notFound" });
    });

    it("lists running, then waiting, then finished jobs, newest first, by pages", async () => {
      const { clock, queue, ids } = await filled(0, 0, 0, 0, 0);
      for (const place of [0, 1]) {
        await queue.take();
        clock.advance(1000);
        await queue.finish(ids[place]!);
      }
      await queue.take();
      const all = pick(ids, 2, 3, 4, 1, 0);
      expect((await queue.list()).map(({ id }) => id)).toEqual(all);
      expect((await queue.list({ limit: 2, offset: 1 })).map(({ id }) => id)).toEqual(all.slice(1, 3));
      expect((await queue.list({ states: ["done"] })).map(({ id }) => id)).toEqual(pick(ids, 1, 0));
      expect(await queue.status()).toEqual({ paused: false, queued: 2, running: 1 });
    });
  });

  describe("a job's life", () => {
    it("runs, tells its steps, collects pictures in order, and is done", async () => {
      const { queue, ids } = await filled(0);
      const taken = await queue.take();
      expect(taken).toMatchObject({ seed: 5, keepInGallery: true, source: "studio", job: { state: "running" } });
      queue.report(ids[0]!, { batch: 1, step: 3, steps: 7 });
      expect(await queue.get(ids[0]!)).toMatchObject({ state: "running", batch: 1, step: 3, attempts: 1 });
      await queue.addPicture(ids[0]!, 0, "first");
      await queue.addPicture(ids[0]!, 1, "second");
      await queue.addPicture(ids[0]!, 1, "second again");
      await queue.finish(ids[0]!);
      const done = await queue.get(ids[0]!);
      expect(done).toMatchObject({ state: "done", pictures: ["first", "second"] });
      expect(done?.problem).toBeUndefined();
      expect(done?.finishedAt).toBeDefined();
      expect(await queue.take()).toBeUndefined();
    });

    it("hears of each batch to skip while it is painted, and counts the places that were given up", async () => {
      const { queue, ids } = await filled(0);
      expect(await queue.skipBatch(ids[0]!)).toMatchObject({ state: "queued" });
      const taken = await queue.take();
      let skips = 0;
      const stop = taken!.onSkip(() => skips++);
      await queue.skipBatch(ids[0]!);
      await queue.skipBatch(ids[0]!);
      stop();
      await queue.skipBatch(ids[0]!);
      expect(skips).toBe(2);
      await queue.addPicture(ids[0]!, 0, "first");
      await queue.skipTo(ids[0]!, 4);
      await queue.addPicture(ids[0]!, 1, "of a place that was skipped");
      await queue.addPicture(ids[0]!, 4, "fifth");
      await queue.putBack(ids[0]!);
      expect(await queue.take()).toMatchObject({ skipped: 3, job: { pictures: ["first", "fifth"] } });
      expect(await queue.skipBatch("nobody")).toBeUndefined();
    });

    it("hears that the batch in hand is the last; one that waits is cancelled, another attempt goes on", async () => {
      const { queue, ids } = await filled(0, 0);
      const taken = await queue.take();
      expect(taken!.isLastBatch()).toBe(false);
      expect(await queue.get(ids[0]!)).not.toHaveProperty("endsAfterBatch");
      expect(await queue.cancelAfterBatch(ids[0]!)).toMatchObject({ state: "running", endsAfterBatch: true });
      expect([taken!.isLastBatch(), taken!.signal.aborted]).toEqual([true, false]);
      await queue.stopped(ids[0]!);
      expect(await queue.get(ids[0]!)).not.toHaveProperty("endsAfterBatch");
      expect(await queue.cancelAfterBatch(ids[1]!)).toMatchObject({ state: "cancelled" });
      await queue.retry(ids[0]!);
      expect((await queue.take())!.isLastBatch()).toBe(false);
    });

    it("hands a seed of 64 bits over to its last digit", async () => {
      const { queue } = openNew();
      await queue.submit({ request: order("a", "18446744073709551615"), priority: 0 });
      expect((await queue.take())?.seed).toBe("18446744073709551615");
    });

    it("remembers which door it came through, and draws a seed that stays", async () => {
      const { queue } = openNew();
      await queue.submit({ request: order("any", -1), priority: 0 }, { source: "sdapi", keepInGallery: false });
      const first = await queue.take();
      expect(first).toMatchObject({ source: "sdapi", keepInGallery: false });
      expect(first!.seed).toBeGreaterThanOrEqual(0);
      await queue.putBack(first!.job.id, crash);
      expect((await queue.take())?.seed).toBe(first!.seed);
    });

    it("fails with its problem, and is tried again behind the others, with its pictures", async () => {
      const { queue, ids } = await filled(0, 0);
      await queue.take();
      await queue.addPicture(ids[0]!, 0, "first");
      await queue.fail(ids[0]!, crash);
      expect(await queue.get(ids[0]!)).toMatchObject({ state: "failed", problem: { code: "engine/crashed" } });
      const again = await queue.retry(ids[0]!);
      expect(again).toMatchObject({ state: "queued", pictures: ["first"] });
      expect(again.problem).toBeUndefined();
      expect(again.finishedAt).toBeUndefined();
      expect(await waiting(queue)).toEqual(pick(ids, 1, 0));
      await expect(queue.retry(ids[1]!)).rejects.toMatchObject({ code: "queue/notRetryable" });
      await expect(queue.retry("nobody")).rejects.toMatchObject({ code: "queue/notFound" });
    });

    it("keeps what is to be said of it, each thing once, until it is tried again by hand", async () => {
      const { queue, ids } = await filled(0);
      const missing = (name: string): Problem => ({
        code: "any/missing",
        message: `No ${name}.`,
        hint: "",
        facts: { name },
      });
      expect((await queue.take())?.job.notes).toBeUndefined();
      for (const name of ["ink", "pop", "ink"]) await queue.addNote(ids[0]!, missing(name));
      await queue.addNote("nobody", missing("ink"));
      const notes = [missing("ink"), missing("pop")];
      expect((await queue.get(ids[0]!))?.notes).toEqual(notes);
      await queue.putBack(ids[0]!, crash);
      expect((await queue.take())?.job.notes).toEqual(notes);
      await queue.fail(ids[0]!, crash);
      expect((await queue.list())[0]?.notes).toEqual(notes);
      expect((await queue.retry(ids[0]!)).notes).toBeUndefined();
    });

    it("goes back to its place with the reason, until it was in vain too often", async () => {
      const { queue, ids } = await filled(0, 0);
      for (let attempt = 1; attempt <= mostFruitlessAttempts; attempt++) {
        expect((await queue.take())?.job).toMatchObject({ id: ids[0], attempts: attempt });
        await queue.putBack(ids[0]!, crash);
      }
      expect(await queue.get(ids[0]!)).toMatchObject({
        state: "failed",
        problem: { code: "queue/triedTooOften", facts: { last: { code: "engine/crashed" } } },
      });
    });

    it("may be begun any number of times as long as pictures come of it", async () => {
      const { queue, ids } = await filled(0);
      for (let i = 0; i < 3 * mostFruitlessAttempts; i++) {
        await queue.take();
        await queue.addPicture(ids[0]!, i, `picture ${i}`);
        await queue.putBack(ids[0]!, crash);
      }
      expect(await queue.get(ids[0]!)).toMatchObject({ state: "queued", problem: crash });
    });

    it("does not count an attempt that the studio itself ended", async () => {
      const { queue, ids } = await filled(0);
      for (let i = 0; i < 2 * mostFruitlessAttempts; i++) {
        await queue.take();
        await queue.putBack(ids[0]!);
      }
      expect(await queue.get(ids[0]!)).toMatchObject({ state: "queued", attempts: 0 });
    });
  });

  describe("cancelling", () => {
    it("ends a waiting job at once; again is not an error, nor is cancelling nobody", async () => {
      const { queue, ids } = await filled(0);
      expect(await queue.cancel(ids[0]!)).toMatchObject({ state: "cancelled" });
      expect(await queue.cancel(ids[0]!)).toMatchObject({ state: "cancelled" });
      expect(await queue.cancel("nobody")).toBeUndefined();
      expect(await queue.take()).toBeUndefined();
    });

    it("ends all that wait together, whoever waits for them too; what is painted goes on", async () => {
      const { queue, ids } = await filled(0, 0, 3);
      const [others, first] = [ids.slice(0, 2), ids[2]];
      await queue.take();
      const ends = others.map((id) => queue.wait(id));
      expect(await queue.cancelWaiting()).toBe(2);
      expect((await Promise.all(ends)).map(({ state }) => state)).toEqual(["cancelled", "cancelled"]);
      expect(await queue.status()).toMatchObject({ queued: 0, running: 1 });
      expect((await queue.get(first!))?.state).toBe("running");
      expect(await queue.cancelWaiting()).toBe(0);
    });
    it("asks a running job to stop, and leaves done ones alone", async () => {
      const { queue, ids } = await filled(0);
      const taken = await queue.take();
      expect(taken!.signal.aborted).toBe(false);
      await queue.cancel(ids[0]!);
      expect(taken!.signal.aborted).toBe(true);
      await queue.stopped(ids[0]!);
      expect((await queue.get(ids[0]!))?.state).toBe("cancelled");
      await queue.retry(ids[0]!);
      expect((await queue.take())!.signal.aborted).toBe(false);
      await queue.finish(ids[0]!);
      expect((await queue.cancel(ids[0]!))?.state).toBe("done");
    });
  });

  describe("pausing", () => {
    it("gives no further job, and lets a running one end", async () => {
      const { queue, ids } = await filled(0, 0);
      await queue.take();
      await queue.pause();
      expect(await queue.take()).toBeUndefined();
      await queue.finish(ids[0]!);
      expect(await queue.status()).toEqual({ paused: true, queued: 1, running: 0 });
      await queue.resume();
      expect((await queue.take())?.job.id).toBe(ids[1]);
    });

    it("wakes workers when a job comes, and when it ends", async () => {
      const { queue } = openNew();
      let calls = 0;
      const stop = queue.onWork(() => calls++);
      await queue.submit({ request: order("one"), priority: 0 });
      expect(calls).toBeGreaterThan(0);
      calls = 0;
      await queue.pause();
      await queue.resume();
      expect(calls).toBeGreaterThan(0);
      stop();
      calls = 0;
      await queue.submit({ request: order("two"), priority: 0 });
      expect(calls).toBe(0);
    });
  });

  describe("waiting", () => {
    it("ends when the job does, however it ends", async () => {
      const { queue, ids } = await filled(0, 0, 0);
      const ends = ids.map((id) => queue.wait(id));
      await queue.cancel(ids[2]!);
      await queue.take();
      await queue.finish(ids[0]!);
      await queue.take();
      await queue.fail(ids[1]!, crash);
      expect((await Promise.all(ends)).map(({ state }) => state)).toEqual(["done", "failed", "cancelled"]);
      expect((await queue.wait(ids[0]!)).state).toBe("done");
    });

    it("is over when the signal says so, or the job is not there", async () => {
      const { queue, ids } = await filled(0);
      const stop = new AbortController();
      const waiting = queue.wait(ids[0]!, stop.signal);
      stop.abort(new Error("enough"));
      await expect(waiting).rejects.toThrow("enough");
      await expect(queue.wait("nobody")).rejects.toMatchObject({ code: "queue/notFound" });
    });
  });

  it("a job stands as its states say, whatever is done to it in whatever order", async () => {
    const deeds: Readonly<
      Record<string, { event: JobEvent; by: (queue: WorkerQueue, id: string) => Promise<unknown> }>
    > = {
      take: { event: { is: "taken" }, by: (queue) => queue.take() },
      finish: { event: { is: "finished" }, by: (queue, id) => queue.finish(id) },
      fail: { event: { is: "failed", problem: crash }, by: (queue, id) => queue.fail(id, crash) },
      stopped: { event: { is: "stopped" }, by: (queue, id) => queue.stopped(id) },
      "put back": { event: { is: "putBack", problem: undefined }, by: (queue, id) => queue.putBack(id) },
      "in vain": { event: { is: "putBack", problem: crash }, by: (queue, id) => queue.putBack(id, crash) },
      cancel: { event: { is: "cancelled" }, by: (queue, id) => queue.cancel(id) },
      "cancel after batch": { event: { is: "cancelledAfterBatch" }, by: (queue, id) => queue.cancelAfterBatch(id) },
      retry: { event: { is: "retried" }, by: (queue, id) => queue.retry(id).catch(() => undefined) },
    };
    const done = fc.array(fc.constantFrom(...Object.keys(deeds)), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(done, async (names) => {
        const { clock, queue, ids } = await filled(0);
        let job: Standing = {
          state: "queued",
          attempts: 0,
          fruitless: 0,
          problem: undefined,
          startedAt: undefined,
          finishedAt: undefined,
          wishes: { stop: false, skip: false, endAfterBatch: false },
        };
        for (const name of names) {
          const { event, by } = deeds[name]!;
          await by(queue, ids[0]!);
          job = transition(job, event, clock.now()) ?? job;
          const { endsAfterBatch, problem, finishedAt, state, attempts } = (await queue.get(ids[0]!))!;
          expect({ state, attempts, code: problem?.code, isOver: finishedAt !== undefined }).toEqual({
            state: job.state,
            attempts: job.attempts,
            code: job.problem?.code,
            isOver: job.finishedAt !== undefined,
          });
          expect(endsAfterBatch ?? false).toBe(job.state === "running" && job.wishes.endAfterBatch);
          clock.advance(13);
        }
        await queue.close();
      }),
      { numRuns: 25 },
    );
  });

  it("forgets finished jobs when asked, and only those", async () => {
    const { queue, ids } = await filled(0, 0, 0, 0);
    await queue.take();
    await queue.finish(ids[0]!);
    await queue.take();
    await queue.cancel(ids[2]!);
    expect(await queue.clearFinished()).toBe(2);
    expect((await queue.list()).map(({ id }) => id)).toEqual(pick(ids, 1, 3));
    await expect(queue.setPriority(ids[0]!, 1)).rejects.toMatchObject({ code: "queue/notFound" });
  });
}
