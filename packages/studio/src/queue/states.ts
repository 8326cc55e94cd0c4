import { type JobState, type Problem, problemOf } from "@danfang/domain";
import { queueErrors } from "../problems/queue-errors.ts";
import { mostFruitlessAttempts } from "./queue.ts";

/** What of a job decides what may become of it. Times are milliseconds since 1970. */
export interface Standing {
  readonly state: JobState;
  readonly attempts: number;
  /** Attempts since its last picture. */
  readonly fruitless: number;
  /** Why it failed, or was put back. */
  readonly problem: Problem | undefined;
  readonly startedAt: number | undefined;
  readonly finishedAt: number | undefined;
  /** What is wanted of it while it runs. */
  readonly wishes: { readonly stop: boolean; readonly skip: boolean; readonly endAfterBatch: boolean };
}

/** What can happen to a job. */
export type JobEvent =
  /** A worker begins it. */
  | { readonly is: "taken" }
  | { readonly is: "finished" }
  | { readonly is: "failed"; readonly problem: Problem }
  /** It was cancelled while it ran, and has stopped. */
  | { readonly is: "stopped" }
  /** Its worker gives it back; without a problem the studio itself ended that attempt, and it does not count. */
  | { readonly is: "putBack"; readonly problem: Problem | undefined }
  /** Its worker is gone. */
  | { readonly is: "abandoned" }
  | { readonly is: "cancelled" }
  | { readonly is: "cancelledAfterBatch" }
  | { readonly is: "batchSkipped" }
  | { readonly is: "retried" };

type Change = Partial<Standing>;

const nothingWanted = { stop: false, skip: false, endAfterBatch: false } as const satisfies Standing["wishes"];

/** The job after an event, whichever queue it is in; undefined where such a thing does not happen to a job in its state. */
export function transition(job: Standing, event: JobEvent, now: number): Standing | undefined {
  const change = changeOf(job, event, now);
  return change && { ...job, ...change };
}

function changeOf(job: Standing, event: JobEvent, now: number): Change | undefined {
  switch (job.state) {
    case "queued":
      return whileQueued(job, event, now);
    case "running":
      return whileRunning(job, event, now);
    case "failed":
    case "cancelled":
      return event.is === "retried" ? again : undefined;
    case "done":
      return undefined;
  }
}

const again: Change = {
  state: "queued",
  problem: undefined,
  fruitless: 0,
  finishedAt: undefined,
  wishes: nothingWanted,
};

function whileQueued({ attempts, fruitless }: Standing, event: JobEvent, now: number): Change | undefined {
  switch (event.is) {
    case "taken":
      return {
        state: "running",
        attempts: attempts + 1,
        fruitless: fruitless + 1,
        startedAt: now,
        finishedAt: undefined,
        wishes: nothingWanted,
      };
    case "cancelled":
    case "cancelledAfterBatch":
      return { state: "cancelled", finishedAt: now };
    default:
      return undefined;
  }
}

function whileRunning(job: Standing, event: JobEvent, now: number): Change | undefined {
  const { wishes } = job;
  switch (event.is) {
    case "finished":
      return { state: "done", problem: undefined, finishedAt: now };
    case "failed":
      return { state: "failed", problem: event.problem, finishedAt: now };
    case "stopped":
      return { state: "cancelled", finishedAt: now, wishes: { ...wishes, stop: false } };
    case "putBack":
      return event.problem ? inVain(job, event.problem, now) : unbegun(job);
    case "abandoned":
      return abandoned(job, now);
    case "cancelled":
      return { wishes: { ...wishes, stop: true } };
    case "cancelledAfterBatch":
      return { wishes: { ...wishes, endAfterBatch: true } };
    case "batchSkipped":
      return { wishes: { ...wishes, skip: true } };
    default:
      return undefined;
  }
}

/** Back into the queue with the reason, or, where it was in vain too often, failed. */
function inVain({ attempts, fruitless }: Standing, last: Problem, now: number): Change {
  if (fruitless < mostFruitlessAttempts) return { state: "queued", problem: last };
  const problem = problemOf(queueErrors.triedTooOften({ attempts, reason: last.message, last }));
  return { state: "failed", problem, finishedAt: now };
}

/** As if this attempt had not been. */
const unbegun = ({ attempts, fruitless }: Standing): Change => ({
  state: "queued",
  attempts: Math.max(attempts - 1, 0),
  fruitless: Math.max(fruitless - 1, 0),
});

/** One that was to end, or to end soon, is not begun again. */
function abandoned(job: Standing, now: number): Change {
  const { stop, endAfterBatch } = job.wishes;
  if (!stop && !endAfterBatch) return inVain(job, problemOf(queueErrors.ended({})), now);
  return { state: "cancelled", problem: undefined, finishedAt: now, wishes: { ...job.wishes, stop: false } };
}
