import { type JobId, type Problem, problemOf, rest, unattended } from "@danfang/domain";
import { openOutlast } from "../health/outlast.ts";
import { insistentQueue } from "../queue/insistent-queue.ts";
import type { TakenJob } from "../queue/queue.ts";
import { openBell } from "./bell.ts";
import type { JobParts } from "./job-course.ts";
import type { JobWorkerOptions } from "./job-worker-options.ts";
import { closingMilliseconds, watchEngine } from "./watch-engine.ts";
import { workOffJob } from "./work-off-job.ts";

export interface JobWorker {
  /** Looks for work now. */
  wake(): void;
  /** Stops between two steps; the job goes back to the queue. What does not stop is left alone in the end. */
  close(): Promise<void>;
}

/** Troubles of the engine, not of the order: the same job may well succeed next time. */
const worthAnotherTry: ReadonlySet<string> = new Set([
  "engine/crashed",
  "engine/silent",
  "engine/stopped",
  "engine/garbled",
  "engine/outOfMemory",
  "queue/engineHung",
]);

const restMilliseconds = 5_000;
/** How long a picture that is being saved may take when the studio closes, after the step that is under way. */
const savingMilliseconds = 7_000;

/** Takes jobs from the queue and works them off, one at a time, until it is closed. */
export function startJobWorker(options: JobWorkerOptions): JobWorker {
  const { clock, engine, troubles } = options;
  const closing = new AbortController();
  const bell = openBell();
  const report = (problem: Problem) => troubles.begin(problem, "jobs");
  const work = insistentWork(options, closing.signal, report);
  const stopListening = work.queue.onWork(bell.ring);
  let isAtWork = false;

  /** Works off a job, if there is one. */
  async function turn(): Promise<"worked" | "nothing"> {
    const taken = await work.queue.take();
    isAtWork = taken !== undefined;
    if (taken)
      await workOff(work, taken).finally(() => {
        isAtWork = false;
      });
    await work.insist(options.moments.onIdle);
    troubles.over("jobs");
    return taken ? "worked" : "nothing";
  }

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      bell.hush();
      const end = await turn().catch((error) => {
        report(problemOf(error));
        return "trouble" as const;
      });
      if (end === "trouble") await rest(clock, restMilliseconds, closing.signal);
      else if (end === "nothing" && !closing.signal.aborted) await bell.rung();
    }
  }

  const ended = run();
  const killEngine = unattended(engine.kill, report);
  return {
    wake: bell.ring,
    async close() {
      stopListening();
      closing.abort();
      bell.ring();
      const saved = Promise.withResolvers<void>();
      const timers = [
        clock.after(closingMilliseconds, () => isAtWork && killEngine()),
        clock.after(closingMilliseconds + savingMilliseconds, saved.resolve),
      ];
      await Promise.race([ended, saved.promise]);
      for (const cancel of timers) cancel();
    },
  };
}

/** What a worker works with: every change of the queue is made, whatever the disk or another program says for a while. */
interface Work extends JobParts, Pick<JobWorkerOptions, "engine" | "moments"> {
  readonly insist: <T>(work: () => T | Promise<T>) => Promise<T>;
  readonly closing: AbortSignal;
}

function insistentWork(options: JobWorkerOptions, closing: AbortSignal, report: (problem: Problem) => void): Work {
  const outlast = openOutlast(options, "queue");
  const insist = <T>(work: () => T | Promise<T>): Promise<T> => outlast(work, closing);
  const watch = { clock: options.clock, engine: options.engine, closing, report };
  return {
    ...options,
    queue: insistentQueue(options.queue, insist),
    insist,
    closing,
    watched: (events, stop) => watchEngine(watch, events, stop),
  };
}

/** Whatever happens to a job is the job's; only what the disk or the database will not let pass throws. */
async function workOff(work: Work, taken: TakenJob): Promise<void> {
  const { queue, closing, insist, moments } = work;
  const { id } = taken.job;
  const signal = AbortSignal.any([closing, taken.signal]);
  try {
    await insist(moments.prepare);
    const job = (await queue.get(id)) ?? taken.job; // with the pictures that were found on the disk
    const end = await workOffJob(work, { ...taken, job, signal });
    await (end === "done" ? queue.finish(id) : queue.stopped(id));
  } catch (error) {
    if (taken.signal.aborted)
      await queue.stopped(id); // also while the studio closes: nobody wants it back
    else if (closing.aborted) await queue.putBack(id);
    else await concludeFailed(work, id, problemOf(error));
  }
}

async function concludeFailed({ queue, engine, moments }: Work, id: JobId, problem: Problem): Promise<void> {
  if (!worthAnotherTry.has(problem.code)) {
    await queue.fail(id, problem);
    return moments.onFailed(id, problem);
  }
  if (problem.code === "engine/outOfMemory") await engine.unload();
  await queue.putBack(id, problem);
}
