import { intervals } from "../intervals.ts";
import { axpby } from "../latent.ts";
import type { SigmaSampler } from "../sampler.ts";
import { ancestralStep } from "./ancestral-step.ts";
import { derivative } from "./derivative.ts";

/**
 * Euler a: an Euler step to less noise than asked for, then fresh noise; one model call per step. It never converges.
 *
 * S_noise is not read: AUTOMATIC1111 does not hand it to this sampler. Matches k-diffusion `sample_euler_ancestral` to
 * float32 rounding.
 */
export const eulerAncestral: SigmaSampler = async function* (denoise, x, sigmas, { noise, eta }) {
  for (const { i, sigma, next } of intervals(sigmas)) {
    const denoised = await denoise(x, sigma);
    const { down, up } = ancestralStep(sigma, next, eta);
    x = axpby(1, x, down - sigma, derivative(x, denoised, sigma));
    if (next > 0) x = axpby(1, x, up, noise(sigma, next));
    yield { i, sigma, x, denoised };
  }
};
