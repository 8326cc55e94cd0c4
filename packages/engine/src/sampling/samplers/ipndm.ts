import { intervals } from "../intervals.ts";
import { axpby, type Latent } from "../latent.ts";
import type { SigmaSampler } from "../sampler.ts";
import { adamsBashforth, highestOrder } from "./adams-bashforth.ts";
import { derivative } from "./derivative.ts";

/**
 * IPNDM: Adams and Bashforth's formulas up to fourth order, one model call per step. They are those of equal steps, also
 * where the steps are not.
 *
 * Source: Zhang & Chen 2022, arXiv 2204.13902, Appendix; matches Forge's `sample_ipndm` to float32 rounding.
 */
export const ipndm: SigmaSampler = async function* (denoise, x, sigmas) {
  /** Newest first. */
  let slopes: Latent[] = [];
  for (const { i, sigma, next } of intervals(sigmas)) {
    const denoised = await denoise(x, sigma);
    slopes = [derivative(x, denoised, sigma), ...slopes].slice(0, highestOrder);
    x = axpby(1, x, next - sigma, adamsBashforth(slopes));
    yield { i, sigma, x, denoised };
  }
};
