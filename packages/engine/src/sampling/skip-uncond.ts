import type { Moment } from "./moment.ts";

/** Where the unconditional prediction is left out to save time, cond standing in for it. */
export interface UncondSkips {
  /** "Negative Guidance minimum sigma": below it, at every second call; absent or 0: never. */
  readonly sMinUncond?: number | undefined;
  /** Below {@link sMinUncond} at every call. */
  readonly sMinUncondAll?: boolean | undefined;
  /** Share of the run without guidance at its beginning; absent or 0: none. */
  readonly skipEarlyCond?: number | undefined;
}

/** `level` is sigma, or the timestep for timestep samplers. Source: AUTOMATIC1111 1.10.1, `CFGDenoiser.forward`. */
export function skipsUncond(skips: UncondSkips, { call, totalCalls }: Moment, level: number): boolean {
  const { sMinUncond = 0, sMinUncondAll = false, skipEarlyCond = 0 } = skips;
  if (skipEarlyCond > 0 && call / totalCalls <= skipEarlyCond) return true;
  return level < sMinUncond && (sMinUncondAll || call % 2 === 1);
}
