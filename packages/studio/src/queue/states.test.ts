import { JobState, type Problem } from "@danfang/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { finishedStates, mostFruitlessAttempts } from "./queue.ts";
import { type JobEvent, type Standing, transition } from "./states.ts";

const now = 1_700_000_000_123;
const crash: Problem = { code: "engine/crashed", message: "It crashed.", hint: "Again." };
const events = {
  taken: { is: "taken" },
  finished: { is: "finished" },
  failed: { is: "failed", problem: crash },
  stopped: { is: "stopped" },
  putBack: { is: "putBack", problem: undefined },
  "putBack in vain": { is: "putBack", problem: crash },
  abandoned: { is: "abandoned" },
  cancelled: { is: "cancelled" },
  cancelledAfterBatch: { is: "cancelledAfterBatch" },
  batchSkipped: { is: "batchSkipped" },
  retried: { is: "retried" },
} as const satisfies Record<string, JobEvent>;

const standing = fc
  .record({
    state: fc.constantFrom(...JobState.options),
    attempts: fc.integer({ min: 0, max: 20 }),
    fruitless: fc.integer({ min: 0, max: mostFruitlessAttempts }),
    problem: fc.constantFrom(undefined, crash),
    startedAt: fc.constantFrom(undefined, 11),
    finishedAt: fc.constant(undefined),
    wishes: fc.record({ stop: fc.boolean(), skip: fc.boolean(), endAfterBatch: fc.boolean() }),
  })
  .map((job): Standing => ({ ...job, finishedAt: finishedStates.has(job.state) ? 23 : undefined }));
const event = fc.constantFrom<JobEvent>(...Object.values(events));
const check = (law: (job: Standing, event: JobEvent, after: Standing | undefined) => void) =>
  fc.assert(
    fc.property(standing, event, (job, one) => law(job, one, transition(job, one, now))),
    { numRuns: 2_000 },
  );

const plain: Standing = {
  state: "queued",
  attempts: 1,
  fruitless: 1,
  problem: undefined,
  startedAt: undefined,
  finishedAt: undefined,
  wishes: { stop: false, skip: false, endAfterBatch: false },
};

describe("a job's states", () => {
  it("are these after each event in each state; what is not here does not happen", () => {
    const reached = JobState.options.map((state) => [
      state,
      Object.fromEntries(
        Object.entries(events).flatMap(([name, one]) => {
          const after = transition({ ...plain, state }, one, now);
          return after ? [[name, after.state]] : [];
        }),
      ),
    ]);
    expect(Object.fromEntries(reached)).toEqual({
      queued: { taken: "running", cancelled: "cancelled", cancelledAfterBatch: "cancelled" },
      running: {
        finished: "done",
        failed: "failed",
        stopped: "cancelled",
        putBack: "queued",
        "putBack in vain": "queued",
        abandoned: "queued",
        cancelled: "running",
        cancelledAfterBatch: "running",
        batchSkipped: "running",
      },
      done: {},
      failed: { retried: "queued" },
      cancelled: { retried: "queued" },
    });
  });

  it("have an end exactly where they are over", () => {
    check((_, __, after) => {
      if (after) expect(after.finishedAt !== undefined).toBe(finishedStates.has(after.state));
    });
  });

  it("are never begun more often in vain than is allowed, and never less than not at all", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (all) => {
        const end = all.reduce<Standing>((job, one) => transition(job, one, now) ?? job, {
          ...plain,
          attempts: 0,
          fruitless: 0,
        });
        expect(end.fruitless).toBeLessThanOrEqual(mostFruitlessAttempts);
        expect(Math.min(end.attempts, end.fruitless)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("begin with nothing wanted, whatever was wanted of an earlier attempt", () => {
    check((_, { is }, after) => {
      if (is === "taken" && after) expect(after.wishes).toEqual(plain.wishes);
    });
  });

  it("keep the reason until the job is done or tried again by hand", () => {
    check((job, { is }, after) => {
      if (after && job.problem && !after.problem)
        expect([
          "finished",
          "retried",
          ...(job.wishes.stop || job.wishes.endAfterBatch ? ["abandoned"] : []),
        ]).toContain(is);
    });
  });

  it("an attempt that the studio itself ended leaves no trace", () => {
    check((job, one, begun) => {
      if (one.is !== "taken" || !begun) return;
      const { attempts, fruitless, state } = job;
      expect(transition(begun, events.putBack, now)).toMatchObject({ attempts, fruitless, state });
    });
  });

  it("a job whose worker is gone is begun again unless somebody wanted it to end, or it was in vain too often", () => {
    check((job, one, after) => {
      if (one.is !== "abandoned" || !after) return;
      const { stop, endAfterBatch } = job.wishes;
      const isVain = job.fruitless >= mostFruitlessAttempts;
      expect(after.state).toBe(stop || endAfterBatch ? "cancelled" : isVain ? "failed" : "queued");
    });
  });
});
