import type { Sigma } from "@danfang/domain";
import { intervals } from "../intervals.ts";
import { axpby, type Latent, scale } from "../latent.ts";
import type { SigmaSampler } from "../sampler.ts";
import { derivative } from "./derivative.ts";

const highestOrder = 3;
/** Samples that the reference sums, both ends among them, which makes not quite the integral: pictures depend on it. */
const samples = 10_000;
/** Pieces of Simpson's rule for the integral itself: even, and enough for float64's ninth digit. */
const pieces = 256;
/** The time in which ε is extrapolated: that of a VP process between these noise levels, from this time to 1. */
const vp = { sigmaMin: 0.002, sigmaMax: 80, start: 1e-3 };

/**
 * DEIS: multistep exponential integrator, ε extrapolated by polynomials in the time of a VP process, up to third order;
 * one model call per step, first order for a step to 0.
 *
 * Source: Zhang & Chen 2022, arXiv 2204.13902, tAB-DEIS; matches Forge's `sample_deis` to float32 rounding.
 */
export const deis: SigmaSampler = async function* (denoise, x, sigmas) {
  /** Newest first. */
  let slopes: Latent[] = [];
  for (const { i, sigma, next } of intervals(sigmas)) {
    const denoised = await denoise(x, sigma);
    slopes = [derivative(x, denoised, sigma), ...slopes].slice(0, highestOrder);
    if (next <= 0 || slopes.length === 1) {
      x = axpby(1, x, next - sigma, slopes[0]!);
    } else {
      const past = slopes.map((_, k) => sigmas[i - k]!);
      const [first, ...others] = deisWeights(past, next);
      const move = others.reduce((sum, weight, k) => axpby(1, sum, weight, slopes[k + 1]!), scale(first!, slopes[0]!));
      x = axpby(1, x, 1, move);
    }
    yield { i, sigma, x, denoised };
  }
};

const betaRange = (() => {
  const [low, high] = [Math.log(vp.sigmaMin ** 2 + 1), Math.log(vp.sigmaMax ** 2 + 1)];
  const slope = (2 * (low / vp.start - high)) / (vp.start - 1);
  return { start: high - slope / 2, slope };
})();

const timeOf = (sigma: Sigma) =>
  (Math.sqrt(betaRange.start ** 2 + 2 * betaRange.slope * Math.log(sigma ** 2 + 1)) - betaRange.start) /
  betaRange.slope;

/** What the slopes at `past` (newest first) are multiplied by for a step to `next`. */
function deisWeights(past: readonly Sigma[], next: Sigma): number[] {
  const times = past.map(timeOf);
  const [from, to] = [times[0]!, timeOf(next)];
  const rateAt = (tau: number) => {
    const alpha = Math.exp(-0.5 * tau ** 2 * betaRange.slope - tau * betaRange.start);
    return (0.5 * (tau * betaRange.slope + betaRange.start)) / Math.sqrt(alpha * (1 - alpha));
  };
  return times.map((own) => {
    const others = times.filter((other) => other !== own);
    const integrand = (tau: number) =>
      others.reduce((value, other) => (value * (tau - other)) / (own - other), rateAt(tau));
    let sum = 0;
    for (let k = 0; k <= pieces; k++) {
      const weight = k === 0 || k === pieces ? 1 : k % 2 === 1 ? 4 : 2;
      sum += weight * integrand(from + ((to - from) * k) / pieces);
    }
    const integral = (sum * (to - from)) / (3 * pieces);
    const ends = ((integrand(from) + integrand(to)) / 2) * (to - from);
    return (integral * (samples - 1) + ends) / samples;
  });
}
