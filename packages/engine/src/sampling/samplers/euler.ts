import { intervals } from "../intervals.ts";
import { axpby } from "../latent.ts";
import type { SigmaSampler } from "../sampler.ts";
import { churn } from "./churn.ts";
import { derivative } from "./derivative.ts";

/**
 * Euler: first order, one model call per step.
 *
 * Source: Karras et al. 2022, arXiv 2206.00364, Algorithm 2 without the correction. Matches k-diffusion `sample_euler`
 * to float32 rounding.
 */
export const euler: SigmaSampler = async function* (denoise, x, sigmas, options) {
  for (const step of intervals(sigmas)) {
    const { i, sigma, next } = step;
    const [noisy, sigmaHat] = churn(x, step, sigmas.length - 1, options);
    const denoised = await denoise(noisy, sigmaHat);
    const d = derivative(noisy, denoised, sigmaHat);
    x = axpby(1, noisy, next - sigmaHat, d);
    yield { i, sigma, x, denoised };
  }
};
