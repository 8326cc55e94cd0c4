import type { Clock } from "@danfang/domain";
import { type Problem, unattended } from "@danfang/domain";

/** Barks once when nobody has fed it for long enough. */
export interface Watchdog {
  feed(): void;
  /** Does not count until it is next fed. */
  rest(): void;
  readonly hasBarked: boolean;
  stop(): void;
}

export interface WatchdogOptions {
  readonly milliseconds: number;
  /** Asked before it barks: whoever is at work may stay silent for longer. */
  readonly isExcused: () => boolean;
  readonly bark: () => void;
  /** Told where barking fails. */
  readonly report: (problem: Problem) => void;
}

/** Time is counted in parts, so that one in which the program itself was stopped (Ctrl-Z, a closed lid) is one part. */
const parts = 60;
/** How often one is excused in a row: even work must come to something. */
const mostExcuses = 5;

export function startWatchdog(clock: Clock, { milliseconds, isExcused, bark, report }: WatchdogOptions): Watchdog {
  let left = parts;
  let excuses = 0;
  let hasBarked = false;
  const count = () => {
    if (--left > 0) return;
    left = parts;
    if (excuses < mostExcuses && isExcused()) excuses++;
    else {
      stop();
      hasBarked = true;
      bark();
    }
  };
  const stop = clock.every(milliseconds / parts, unattended(count, report));
  return {
    feed() {
      left = parts;
      excuses = 0;
    },
    rest() {
      left = Number.POSITIVE_INFINITY;
    },
    get hasBarked() {
      return hasBarked;
    },
    stop,
  };
}
