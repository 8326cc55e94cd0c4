import { intervals } from "../intervals.ts";
import { axpby } from "../latent.ts";
import type { SigmaSampler } from "../sampler.ts";

/**
 * LCM: multistep consistency sampling: the prediction, noised again to the next level; one model call per step.
 *
 * Source: Luo et al. 2023, arXiv 2310.04378, Algorithm 3; matches AUTOMATIC1111 1.10.1 `sd_samplers_lcm.sample_lcm`.
 */
export const lcm: SigmaSampler = async function* (denoise, x, sigmas, { noise }) {
  for (const { i, sigma, next } of intervals(sigmas)) {
    const denoised = await denoise(x, sigma);
    x = next > 0 ? axpby(1, denoised, next, noise(sigma, next)) : denoised;
    yield { i, sigma, x, denoised };
  }
};
