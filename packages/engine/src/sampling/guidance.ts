import { axpby, type Latent, scale } from "./latent.ts";

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

/**
 * Guidance by a text and by a picture: uncond + cfgScale · (cond − image) + imageCfgScale · (image − uncond), where
 * `image` saw the picture and not the text.
 *
 * Source: Brooks et al. 2022 (InstructPix2Pix), arXiv 2211.09800, eq. 3; AUTOMATIC1111
 * `combine_denoised_for_edit_model`.
 */
export const guideEdit = (
  { cond, image, uncond }: { readonly cond: Latent; readonly image: Latent; readonly uncond: Latent },
  cfgScale: number,
  imageCfgScale: number,
): Latent => axpby(1, axpby(1 - imageCfgScale, uncond, imageCfgScale - cfgScale, image), cfgScale, cond);

/**
 * Guidance brought back to the deviation of what the prompt alone predicted, `amount` (φ) of the way, each of `images`
 * by itself.
 *
 * Source: Lin et al. 2023, arXiv 2305.08891, eq. 15 and 16, on whatever is guided here, as the WebUI's extension "CFG
 * Rescale" does.
 */
export function rescaleGuidance(guided: Latent, cond: Latent, amount: number, images: number): Latent {
  const length = guided.length / images;
  const out = new Float32Array(guided.length);
  for (let start = 0; start < guided.length; start += length) {
    const ratio =
      deviationOf(cond.subarray(start, start + length)) / deviationOf(guided.subarray(start, start + length));
    const factor = amount * ratio + 1 - amount;
    for (let k = start; k < start + length; k++) out[k] = guided[k]! * factor;
  }
  return out;
}

function deviationOf(values: Latent): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
