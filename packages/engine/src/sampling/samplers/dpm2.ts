import { intervals } from "../intervals.ts";
import { axpby } from "../latent.ts";
import type { SigmaSampler } from "../sampler.ts";
import { churn } from "./churn.ts";
import { derivative } from "./derivative.ts";

/**
 * DPM2: second order, the slope at the geometric middle of a step; two model calls per step, one for a step to 0.
 *
 * Source: DPM-Solver-2 of Lu et al. 2022, arXiv 2206.00927, Algorithm 1, inside Karras' churn. Matches k-diffusion
 * `sample_dpm_2` to float32 rounding.
 */
export const dpm2: SigmaSampler = async function* (denoise, x, sigmas, options) {
  for (const step of intervals(sigmas)) {
    const { i, sigma, next } = step;
    const [noisy, sigmaHat] = churn(x, step, sigmas.length - 1, options);
    const denoised = await denoise(noisy, sigmaHat);
    let d = derivative(noisy, denoised, sigmaHat);
    if (next > 0) {
      const middle = Math.sqrt(sigmaHat * next);
      const xMiddle = axpby(1, noisy, middle - sigmaHat, d);
      d = derivative(xMiddle, await denoise(xMiddle, middle), middle);
    }
    x = axpby(1, noisy, next - sigmaHat, d);
    yield { i, sigma, x, denoised };
  }
};
