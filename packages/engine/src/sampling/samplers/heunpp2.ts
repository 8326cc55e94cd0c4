import type { Sigma } from "@danfang/domain";
import { intervals } from "../intervals.ts";
import { axpby } from "../latent.ts";
import type { SigmaSampler } from "../sampler.ts";
import { derivative } from "./derivative.ts";

/**
 * HeunPP2: the slopes here, at the next level and at the one after it, weighted by their noise levels against the first
 * of all; three model calls per step, two in the last but one, one in the last.
 *
 * Churn is not read: Forge does not hand it to this sampler. Matches Forge's `sample_heunpp2` to float32 rounding.
 */
export const heunpp2: SigmaSampler = async function* (denoise, x, sigmas) {
  const slopeAt = async (at: typeof x, sigma: Sigma) => derivative(at, await denoise(at, sigma), sigma);
  for (const { i, sigma, next } of intervals(sigmas)) {
    const denoised = await denoise(x, sigma);
    const d = derivative(x, denoised, sigma);
    const reach = reachOf(sigmas, i);
    let slope = d;
    if (reach > 1) {
      const x2 = axpby(1, x, next - sigma, d);
      const d2 = await slopeAt(x2, next);
      const w2 = next / (reach * sigmas[0]!);
      slope = axpby(1 - w2, d, w2, d2);
      if (reach > 2) {
        const after = sigmas[i + 2]!;
        const d3 = await slopeAt(axpby(1, x2, after - next, d2), after);
        const w3 = after / (reach * sigmas[0]!);
        slope = axpby(1, axpby(1 - w2 - w3, d, w2, d2), w3, d3);
      }
    }
    x = axpby(1, x, next - sigma, slope);
    yield { i, sigma, x, denoised };
  }
};

/** Slopes that step i looks at. */
function reachOf(sigmas: readonly Sigma[], i: number): number {
  const end = sigmas.at(-1);
  return sigmas[i + 1] === end ? 1 : sigmas[i + 2] === end ? 2 : 3;
}

export const heunpp2Calls = (sigmas: readonly Sigma[]): number =>
  intervals(sigmas).reduce((calls, { i }) => calls + reachOf(sigmas, i), 0);
