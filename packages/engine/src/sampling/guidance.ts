import { type Latent, scale } from "./latent.ts";

/** A prediction for one prompt of a composition, and its weight there. A single prompt has weight 1. */
export interface Weighted {
  readonly prediction: Latent;
  readonly weight: number;
}

/** Whether the unconditional prediction has any say: at cfg scale 1 it cancels out and need not be computed. */
export const needsUncond = (cfgScale: number, weights: readonly number[]): boolean =>
  weights.reduce((sum, weight) => sum + weight, 0) * cfgScale !== 1;

/**
 * Classifier-free guidance: uncond + Σ weight · cfgScale · (cond − uncond), on predictions of x₀ or of ε alike.
 *
 * Without uncond (see {@link needsUncond}) the weighted sum of the conds. Source: Ho & Salimans 2022, arXiv 2207.12598;
 * composition as AUTOMATIC1111 `CFGDenoiser.combine_denoised`, float32 at every sum.
 */
export function guide(conds: readonly Weighted[], uncond: Latent | undefined, cfgScale: number): Latent {
  const [only] = conds;
  if (!uncond && conds.length === 1 && only!.weight * cfgScale === 1) return only!.prediction;
  const guided = uncond ? uncond.slice() : scale(0, only!.prediction);
  for (const { prediction, weight } of conds)
    for (let k = 0; k < guided.length; k++)
      guided[k] = guided[k]! + weight * cfgScale * (prediction[k]! - (uncond ? uncond[k]! : 0));
  return guided;
}
