import {
  awaitedLater,
  DanfangError,
  type GenerationEvent,
  type Problem,
  problemOf,
  rest,
  unattended,
} from "@danfang/domain";
import { workbenchErrors } from "@danfang/workbench";
import { openOutlast } from "../health/outlast.ts";
import { queueErrors } from "../problems/queue-errors.ts";
import { insistentQueue } from "../queue/insistent-queue.ts";
import type { TakenJob } from "../queue/queue.ts";
import { paintJob } from "./paint-job.ts";
import type { PainterOptions } from "./painter-options.ts";
import { untilGivenUp } from "./until-given-up.ts";
import { startWatchdog } from "./watchdog.ts";

export interface Painter {
  readonly isPainting: boolean;
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
/** How long a step that is under way may take when the studio closes. */
const closingMilliseconds = 3_000;
/** How long a picture that is being saved may take after that. */
const savingMilliseconds = 7_000;
/** How long a job may go on after it was told to stop; its engine has a minute of its own. */
const stopMilliseconds = 70_000;
/** How long a job may go on after its engine was ended: what it waits for then is no engine. */
const afterKillMilliseconds = 5_000;

/** Takes jobs from the queue and paints them, one at a time, until it is closed. */
export function startPainter(options: PainterOptions): Painter {
  const { clock, troubles } = options;
  const closing = new AbortController();
  const outlast = openOutlast(options, "queue");
  const insist = <T>(work: () => T | Promise<T>): Promise<T> => outlast(work, closing.signal);
  const queue = insistentQueue(options.queue, insist);
  let isPainting = false;
  let wake = () => {};
  let isWoken = false;
  const onWork = () => {
    isWoken = true;
    wake();
  };
  const report = (problem: Problem) => troubles.begin(problem, "painter");
  const stopListening = queue.onWork(onWork);

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      isWoken = false;
      const isTaken = await turn().catch((error) => {
        report(problemOf(error));
        return undefined;
      });
      if (isTaken === undefined) await rest(clock, restMilliseconds, closing.signal);
      else if (!isTaken && !isWoken && !closing.signal.aborted) await sleep();
    }
  }

  const sleep = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });

  /** Paints a job, if there is one. */
  async function turn(): Promise<boolean> {
    const taken = await queue.take();
    if (taken) {
      isPainting = true;
      await paintOne(taken).finally(() => {
        isPainting = false;
      });
    }
    await insist(options.onIdle);
    troubles.over("painter");
    return taken !== undefined;
  }

  /** Whatever happens to a job is the job's; only what the disk or the database will not let pass throws. */
  async function paintOne(taken: TakenJob): Promise<void> {
    const { id } = taken.job;
    const signal = AbortSignal.any([closing.signal, taken.signal]);
    try {
      await insist(options.prepare);
      const job = (await queue.get(id)) ?? taken.job; // with the pictures that were found on the disk
      const end = await paintJob({ ...options, queue, watched }, { ...taken, job, signal }, signal);
      await (end === "done" ? queue.finish(id) : queue.stopped(id));
    } catch (error) {
      if (taken.signal.aborted)
        await queue.stopped(id); // also while the studio closes: nobody wants it back
      else if (closing.signal.aborted) await queue.putBack(id);
      else await concludeFailed(id, problemOf(error));
    }
  }

  async function concludeFailed(id: string, problem: Problem): Promise<void> {
    if (!worthAnotherTry.has(problem.code)) {
      await queue.fail(id, problem);
      return options.onFailed(id, problem);
    }
    if (problem.code === "engine/outOfMemory") await options.unloadModels();
    await queue.putBack(id, problem);
  }

  /**
   * The same events; an engine that says nothing for too long is ended, and what then still says nothing is left alone.
   * Errors: `queue/engineHung`, `workbench/cancelled`.
   */
  async function* watched(events: AsyncIterable<GenerationEvent>, stop: AbortSignal): AsyncGenerator<GenerationEvent> {
    const seconds = options.patienceSeconds;
    const givenUp = Promise.withResolvers<never>();
    const timers: (() => void)[] = [];
    const giveUpAfter = (milliseconds: number, error: Error) => {
      timers.push(clock.after(milliseconds, () => givenUp.reject(error)));
    };
    const dog = startWatchdog(clock, {
      milliseconds: seconds * 1000,
      isExcused: options.isEngineWorking,
      report,
      bark() {
        killEngine();
        giveUpAfter(afterKillMilliseconds, queueErrors.engineHung({ seconds }));
      },
    });
    const onStop = unattended(() => {
      const patience = closing.signal.aborted ? closingMilliseconds : stopMilliseconds;
      timers.push(clock.after(patience, killEngine));
      giveUpAfter(patience + afterKillMilliseconds, workbenchErrors.cancelled({}));
    }, report);
    stop.addEventListener("abort", onStop, { once: true });
    if (stop.aborted) onStop();
    try {
      for await (const event of untilGivenUp(events, awaitedLater(givenUp.promise))) {
        dog.rest(); // whoever keeps a picture may have to wait for room on the disk
        yield event;
        dog.feed();
      }
    } catch (error) {
      throw dog.hasBarked && error instanceof DanfangError ? queueErrors.engineHung({ seconds }, error) : error;
    } finally {
      dog.stop();
      stop.removeEventListener("abort", onStop);
      for (const cancel of timers) cancel();
    }
  }

  const killEngine = unattended(options.killEngine, report);
  const ended = run();
  return {
    get isPainting() {
      return isPainting;
    },
    wake: onWork,
    async close() {
      stopListening();
      closing.abort();
      onWork();
      const saved = Promise.withResolvers<void>();
      const timers = [
        clock.after(closingMilliseconds, () => isPainting && killEngine()),
        clock.after(closingMilliseconds + savingMilliseconds, saved.resolve),
      ];
      await Promise.race([ended, saved.promise]);
      for (const cancel of timers) cancel();
    },
  };
}
