import { intervals } from "../intervals.ts";
import { axpby } from "../latent.ts";
import type { SigmaSampler } from "../sampler.ts";
import { churn } from "./churn.ts";
import { derivative } from "./derivative.ts";

/**
 * Heun: second order, the mean of the slopes at both ends; two model calls per step, one for a step to 0.
 *
 * Source: Karras et al. 2022, arXiv 2206.00364, Algorithm 2. Matches k-diffusion `sample_heun` to float32 rounding.
 */
export const heun: SigmaSampler = async function* (denoise, x, sigmas, options) {
  for (const step of intervals(sigmas)) {
    const { i, sigma, next } = step;
    const [noisy, sigmaHat] = churn(x, step, sigmas.length - 1, options);
    const denoised = await denoise(noisy, sigmaHat);
    const d = derivative(noisy, denoised, sigmaHat);
    const h = next - sigmaHat;
    x = axpby(1, noisy, h, d);
    if (next > 0) {
      const dNext = derivative(x, await denoise(x, next), next);
      x = axpby(1, noisy, h, axpby(0.5, d, 0.5, dNext));
    }
    yield { i, sigma, x, denoised };
  }
};
