import { intervals } from "../intervals.ts";
import { axpby } from "../latent.ts";
import type { SigmaSampler } from "../sampler.ts";
import { ancestralStep } from "./ancestral-step.ts";
import { derivative } from "./derivative.ts";

/**
 * DPM2 a: a DPM2 step to less noise than asked for, then fresh noise; two model calls per step, one where the
 * deterministic part ends at 0, which then adds none.
 *
 * Matches k-diffusion `sample_dpm_2_ancestral` to float32 rounding.
 */
export const dpm2Ancestral: SigmaSampler = async function* (denoise, x, sigmas, { noise, eta, sNoise }) {
  for (const { i, sigma, next } of intervals(sigmas)) {
    const denoised = await denoise(x, sigma);
    const { down, up } = ancestralStep(sigma, next, eta);
    const d = derivative(x, denoised, sigma);
    if (down === 0) {
      x = axpby(1, x, -sigma, d);
    } else {
      const middle = Math.sqrt(sigma * down);
      const xMiddle = axpby(1, x, middle - sigma, d);
      const dMiddle = derivative(xMiddle, await denoise(xMiddle, middle), middle);
      x = axpby(1, x, down - sigma, dMiddle);
      x = axpby(1, x, sNoise * up, noise(sigma, next));
    }
    yield { i, sigma, x, denoised };
  }
};
