import { axpby } from "../latent.ts";
import { linspace } from "../linspace.ts";
import type { RangeSampler, SigmaRange } from "../sampler.ts";
import { solverTarget } from "./dpm-ancestral.ts";
import { epsilonAt, firstOrder, lambdaOf, secondOrder, sigmaAtLambda, thirdOrder } from "./dpm-solver-step.ts";

/**
 * DPM fast: third-order DPM-Solver steps of equal length in λ = −ln σ, the last ones of lower order so that exactly the
 * given number of model calls is spent. With η > 0 every step is ancestral.
 *
 * Source: Lu et al. 2022, arXiv 2206.00927, DPM-Solver-fast; matches k-diffusion `sample_dpm_fast` to float32 rounding.
 */
export const dpmFast: RangeSampler = async function* (denoise, x, range, { noise, eta, sNoise }) {
  const orders = ordersOf(range);
  const [start, end] = [lambdaOf(range.sigmaMax), lambdaOf(range.sigmaMin)];
  const lambdas = linspace(start, end, orders.length + 1);
  for (const [i, order] of orders.entries()) {
    const [from, next] = [lambdas[i]!, lambdas[i + 1]!];
    const { to, up } = solverTarget(from, next, end, eta);
    const sigma = sigmaAtLambda(from);
    const epsilon = await epsilonAt(denoise, x, from);
    const denoised = axpby(1, x, -sigma, epsilon);
    const step = { denoise, x, from, to, epsilon };
    x = order === 1 ? firstOrder(step) : order === 2 ? (await secondOrder(step, 1 / 2)).x : await thirdOrder(step);
    if (up > 0) x = axpby(1, x, sNoise * up, noise(sigma, sigmaAtLambda(next)));
    yield { i, sigma, x, denoised };
  }
};

/** As many threes as fit, then what is left; a step is never of order 3 if the last one would be left without a call. */
export function ordersOf({ calls }: SigmaRange): number[] {
  const threes = Math.floor(calls / 3);
  if (calls % 3 === 0) return [...Array<number>(Math.max(threes - 1, 0)).fill(3), 2, 1];
  return [...Array<number>(threes).fill(3), calls % 3];
}
