import type { Sigma } from "@danfang/domain";

export interface Interval {
  readonly i: number;
  readonly sigma: Sigma;
  readonly next: Sigma;
}

/** Neighbours in a schedule: n + 1 sigmas make n intervals. */
export const intervals = (sigmas: readonly Sigma[]): Interval[] =>
  sigmas.slice(1).map((next, i) => ({ i, sigma: sigmas[i]!, next }));
