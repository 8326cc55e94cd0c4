import { type Clock, isPassing, problemOf, rest, systemCause } from "@danfang/domain";
import type { Troubles } from "./troubles.ts";

/**
 * Does work that must be done: again and again while only the disk or another program stands in its way, until it
 * succeeds or `signal` aborts. Throws what `work` threw last, and at once what will not pass by itself.
 */
export type Outlast = <T>(work: () => T | Promise<T>, signal: AbortSignal) => Promise<T>;

/** A trouble that is over sooner is not told, milliseconds. */
const quiet = 2_000;
/** Between two attempts, milliseconds: at first, and once the trouble is told. */
const shortPause = 200;
const longPause = 2_000;

/** While work fails, that is a trouble of `about`. */
export function openOutlast(
  { clock, troubles }: { readonly clock: Clock; readonly troubles: Pick<Troubles, "begin" | "over"> },
  about: string,
): Outlast {
  return async (work, signal) => {
    const begun = clock.now();
    try {
      for (;;)
        try {
          return await work();
        } catch (error) {
          if (!isPassing(error) || signal.aborted) throw error;
          const isLong = clock.now() - begun >= quiet;
          if (isLong) troubles.begin(problemOf(systemCause(error)), about);
          await rest(clock, isLong ? longPause : shortPause, signal);
        }
    } finally {
      troubles.over(about);
    }
  };
}
