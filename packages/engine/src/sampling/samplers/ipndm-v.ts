import type { Sigma } from "@danfang/domain";
import { intervals } from "../intervals.ts";
import { axpby, type Latent, scale } from "../latent.ts";
import type { SigmaSampler } from "../sampler.ts";
import { derivative } from "./derivative.ts";

const highestOrder = 4;

/**
 * IPNDM_V: multistep with coefficients for steps of unequal length, up to fourth order, one model call per step.
 *
 * The coefficients are Forge's own (see below), not those of Adams and Bashforth: on equal steps they differ from the
 * third order on. Matches Forge's `sample_ipndm_v` to float32 rounding.
 */
export const ipndmV: SigmaSampler = async function* (denoise, x, sigmas) {
  /** Newest first. */
  let slopes: Latent[] = [];
  for (const { i, sigma, next } of intervals(sigmas)) {
    const denoised = await denoise(x, sigma);
    slopes = [derivative(x, denoised, sigma), ...slopes].slice(0, highestOrder);
    const past = slopes.map((_, k) => sigmas[i - k]!);
    const [first, ...others] = unequalWeights(past, next);
    const slope = others.reduce((sum, weight, k) => axpby(1, sum, weight, slopes[k + 1]!), scale(first!, slopes[0]!));
    x = axpby(1, x, next - sigma, slope);
    yield { i, sigma, x, denoised };
  }
};

/**
 * Weights of the slopes at `past` (newest first) for a step to `next`.
 * Source: Forge `k_diffusion/sampling.py`, `sample_ipndm_v`, after zju-pi/diff-sampler.
 */
function unequalWeights(past: readonly Sigma[], next: Sigma): number[] {
  const [h = 0, h1 = 0, h2 = 0, h3 = 0] = [next, ...past].slice(0, -1).map((sigma, k) => sigma - past[k]!);
  const ratio = h / h1;
  const second = [(2 + ratio) / 2, -ratio / 2];
  if (past.length === 1) return [1];
  if (past.length === 2) return second;
  const third = (1 - ((h / (3 * (h + h1))) * (h * (h + h1))) / (h1 * (h1 + h2))) / 2;
  const before = h1 / h2;
  if (past.length === 3) return [second[0]! + third, second[1]! - (1 + before) * third, third * before];
  const fourth =
    (((1 - h / (3 * (h + h1))) / 2 + ((1 - h / (2 * (h + h1))) * h) / (6 * (h + h1 + h2))) *
      (h * (h + h1) * (h + h1 + h2))) /
    (h1 * (h1 + h2) * (h1 + h2 + h3));
  const reach = (h1 * (h1 + h2)) / (h2 * (h2 + h3));
  return [
    second[0]! + third + fourth,
    second[1]! - (1 + before) * third - (1 + before + reach) * fourth,
    third * before + (before + reach * (1 + h2 / h3)) * fourth,
    -fourth * reach * before,
  ];
}
