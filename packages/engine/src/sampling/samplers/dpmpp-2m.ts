import { intervals } from "../intervals.ts";
import { axpby, type Latent } from "../latent.ts";
import type { SigmaSampler } from "../sampler.ts";

/**
 * DPM-Solver++(2M): second-order multistep in λ = −ln σ, one model call per step.
 *
 * A final 0 ends on the prediction. Source: Lu et al. 2022, arXiv 2211.01095, Algorithm 2. Matches k-diffusion
 * `sample_dpmpp_2m` to float32 rounding.
 */
export const dpmpp2m: SigmaSampler = async function* (denoise, x, sigmas) {
  let previous: { h: number; denoised: Latent } | undefined;
  for (const { i, sigma, next } of intervals(sigmas)) {
    const denoised = await denoise(x, sigma);
    const h = Math.log(sigma / next); // ∞ on the last step, where expm1 makes x the prediction itself
    const slope = previous && next > 0 ? h / (2 * previous.h) : 0;
    const target = previous ? axpby(1 + slope, denoised, -slope, previous.denoised) : denoised;
    x = axpby(next / sigma, x, -Math.expm1(-h), target);
    previous = { h, denoised };
    yield { i, sigma, x, denoised };
  }
};
