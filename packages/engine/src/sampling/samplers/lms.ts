import type { Sigma } from "@danfang/domain";
import { intervals } from "../intervals.ts";
import { axpby, type Latent, scale } from "../latent.ts";
import type { SigmaSampler } from "../sampler.ts";
import { derivative } from "./derivative.ts";

const highestOrder = 4;

/**
 * LMS: Adams–Bashforth on unequal steps, up to fourth order, one model call per step.
 *
 * Source: k-diffusion `sample_lms`, matched to float32 rounding; its adaptive quadrature and ours are both exact here.
 */
export const lms: SigmaSampler = async function* (denoise, x, sigmas) {
  /** Newest first. */
  let slopes: Latent[] = [];
  for (const { i, sigma, next } of intervals(sigmas)) {
    const denoised = await denoise(x, sigma);
    slopes = [derivative(x, denoised, sigma), ...slopes].slice(0, highestOrder);
    const past = slopes.map((_, j) => sigmas[i - j]!);
    const [first, ...others] = multistepWeights(past, next);
    let move = scale(first!, slopes[0]!);
    others.forEach((weight, j) => {
      move = axpby(1, move, weight, slopes[j + 1]!);
    });
    x = axpby(1, x, 1, move);
    yield { i, sigma, x, denoised };
  }
};

/**
 * ∫ from past[0] to next of each Lagrange polynomial through `past` (newest first).
 *
 * Two Gauss–Legendre points integrate a cubic exactly, which is what four points make.
 */
export function multistepWeights(past: readonly Sigma[], next: Sigma): number[] {
  const middle = (past[0]! + next) / 2;
  const half = (next - past[0]!) / 2;
  const points = [middle - half / Math.sqrt(3), middle + half / Math.sqrt(3)];
  return past.map((own) => {
    const others = past.filter((other) => other !== own);
    const polynomial = (tau: number) => others.reduce((value, other) => (value * (tau - other)) / (own - other), 1);
    return half * points.reduce((sum, tau) => sum + polynomial(tau), 0);
  });
}
