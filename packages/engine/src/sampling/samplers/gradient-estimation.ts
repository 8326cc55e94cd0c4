import { intervals } from "../intervals.ts";
import { axpby, type Latent } from "../latent.ts";
import type { SigmaSampler } from "../sampler.ts";
import { derivative } from "./derivative.ts";

/** How far the slope is carried on beyond the last one: 1 would be Euler. Source: the authors' own code. */
const gamma = 2;

/**
 * Gradient estimation: Euler steps along a slope corrected by how it changed since the step before; one model call per
 * step. It ends on the prediction.
 *
 * Source: Permenter & Yuan 2023, arXiv 2306.04848, section 5, with their γ; ends as ComfyUI's does, whose numbers it has to
 * float32 rounding.
 */
export const gradientEstimation: SigmaSampler = async function* (denoise, x, sigmas) {
  let before: Latent | undefined;
  for (const { i, sigma, next } of intervals(sigmas)) {
    const denoised = await denoise(x, sigma);
    const slope = derivative(x, denoised, sigma);
    const corrected = before ? axpby(gamma, slope, 1 - gamma, before) : slope;
    x = next > 0 ? axpby(1, x, next - sigma, corrected) : denoised;
    before = slope;
    yield { i, sigma, x, denoised };
  }
};
