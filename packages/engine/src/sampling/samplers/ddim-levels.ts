import type { Sigma, Timestep } from "@danfang/domain";

export interface DdimLevel {
  readonly i: number;
  readonly t: Timestep;
  readonly next: Timestep;
  /** ᾱ at t and at the next, lower timestep. */
  readonly alpha: number;
  readonly nextAlpha: number;
}

/** From the last timestep down to the first: T timesteps make T − 1 steps, and none goes to 0. */
export const ddimLevels = (timesteps: readonly Timestep[], alphasCumprod: Float32Array): DdimLevel[] => {
  const falling = timesteps.toReversed();
  return falling.slice(1).map((next, i) => {
    const t = falling[i]!;
    return { i, t, next, alpha: alphasCumprod[t]!, nextAlpha: alphasCumprod[next]! };
  });
};

export const sigmaOfAlpha = (alpha: number): Sigma => Math.sqrt((1 - alpha) / alpha);
