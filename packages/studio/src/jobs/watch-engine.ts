import { type Clock, DanfangError, type GenerationEvent, type Problem, unattended } from "@danfang/domain";
import { workbenchErrors } from "@danfang/workbench";
import { queueErrors } from "../problems/queue-errors.ts";
import { type Deadline, openDeadline } from "./deadline.ts";
import type { WorkersEngine } from "./job-worker-options.ts";
import { untilGivenUp } from "./until-given-up.ts";
import { startWatchdog, type Watchdog } from "./watchdog.ts";

export interface EngineWatch {
  readonly clock: Clock;
  readonly engine: WorkersEngine;
  /** Aborts when the studio closes. */
  readonly closing: AbortSignal;
  readonly report: (problem: Problem) => void;
}

/** How long a step that is under way may take when the studio closes. */
export const closingMilliseconds = 3_000;
/** How long a job may go on after it was told to stop; its engine has a minute of its own. */
const stopMilliseconds = 70_000;
/** How long a job may go on after its engine was ended: what it waits for then is no engine. */
const afterKillMilliseconds = 5_000;

/**
 * The same events; an engine that says nothing for too long is ended, and so is one that does not stop when `stop` aborts.
 * What then still says nothing is left alone. Errors: `queue/engineHung`, `workbench/cancelled`.
 */
export async function* watchEngine(
  watch: EngineWatch,
  events: AsyncIterable<GenerationEvent>,
  stop: AbortSignal,
): AsyncGenerator<GenerationEvent> {
  const deadline = openDeadline(watch.clock);
  const dog = watchSilence(watch, deadline);
  const onStop = unattended(() => watchStop(watch, deadline), watch.report);
  stop.addEventListener("abort", onStop, { once: true });
  if (stop.aborted) onStop();
  try {
    for await (const event of untilGivenUp(events, deadline.givenUp)) {
      dog.rest(); // whoever keeps a picture may have to wait for room on the disk
      yield event;
      dog.feed();
    }
  } catch (error) {
    throw dog.hasBarked && error instanceof DanfangError ? hung(watch, error) : error;
  } finally {
    dog.stop();
    stop.removeEventListener("abort", onStop);
    deadline.cancel();
  }
}

const hung = ({ engine }: EngineWatch, cause?: unknown) =>
  queueErrors.engineHung({ seconds: engine.patienceSeconds }, cause);

function watchSilence(watch: EngineWatch, deadline: Deadline): Watchdog {
  const { clock, engine, report } = watch;
  return startWatchdog(clock, {
    milliseconds: engine.patienceSeconds * 1000,
    isExcused: engine.isWorking,
    report,
    bark() {
      unattended(engine.kill, report)();
      deadline.giveUpAfter(afterKillMilliseconds, hung(watch));
    },
  });
}

function watchStop({ engine, closing, report }: EngineWatch, deadline: Deadline): void {
  const patience = closing.aborted ? closingMilliseconds : stopMilliseconds;
  deadline.after(patience, unattended(engine.kill, report));
  deadline.giveUpAfter(patience + afterKillMilliseconds, workbenchErrors.cancelled({}));
}
