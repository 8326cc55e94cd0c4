import { intervals } from "../intervals.ts";
import { axpby } from "../latent.ts";
import type { SigmaSampler } from "../sampler.ts";
import { ancestralStep } from "./ancestral-step.ts";

/**
 * DPM++ 2S a: DPM-Solver++(2S) in λ = −ln σ to less noise than asked for, then fresh noise; two model calls per step,
 * one where the deterministic part ends at 0.
 *
 * Source: Lu et al. 2022, arXiv 2211.01095, Algorithm 1 with r = 1/2. Matches k-diffusion `sample_dpmpp_2s_ancestral` to
 * float32 rounding.
 */
export const dpmpp2sAncestral: SigmaSampler = async function* (denoise, x, sigmas, { noise, eta, sNoise }) {
  for (const { i, sigma, next } of intervals(sigmas)) {
    const denoised = await denoise(x, sigma);
    const { down, up } = ancestralStep(sigma, next, eta);
    if (down === 0) {
      x = denoised;
    } else {
      const h = Math.log(sigma / down);
      const middle = Math.sqrt(sigma * down);
      const xMiddle = axpby(middle / sigma, x, -Math.expm1(-h / 2), denoised);
      x = axpby(down / sigma, x, -Math.expm1(-h), await denoise(xMiddle, middle));
    }
    if (next > 0) x = axpby(1, x, sNoise * up, noise(sigma, next));
    yield { i, sigma, x, denoised };
  }
};
