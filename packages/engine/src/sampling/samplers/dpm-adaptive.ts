import { axpby, type Latent } from "../latent.ts";
import type { RangeSampler } from "../sampler.ts";
import { solverTarget } from "./dpm-ancestral.ts";
import { epsilonAt, lambdaOf, secondOrder, sigmaAtLambda, thirdOrder } from "./dpm-solver-step.ts";

const relativeTolerance = 0.05;
const absoluteTolerance = 0.0078;
const firstStep = 0.05;
/** A step whose successor may not be at least this share of it is taken again, shorter. */
const acceptedShare = 0.81;
/** Of λ: this near to the end is there. */
const arrived = 1e-5;
/** Keeps a step without any error from being divided by. */
const leastError = 1e-8;

/**
 * DPM adaptive: third-order DPM-Solver steps in λ = −ln σ, as long as the second order agrees with the third; the number
 * of steps asked for is ignored. With η > 0 every step is ancestral.
 *
 * The error is that of the whole batch, so an image in a batch is not the image alone.
 * Source: Lu et al. 2022, arXiv 2206.00927, DPM-Solver-12 and -23; matches k-diffusion `sample_dpm_adaptive` at its
 * defaults, as AUTOMATIC1111 calls it: S_noise is not read.
 */
export const dpmAdaptive: RangeSampler = async function* (denoise, x, range, { noise, eta }) {
  const f = Math.fround;
  const end = lambdaOf(range.sigmaMin);
  const nextLength = openStepControl(eta > 0 ? 1.5 : 3);
  let from = lambdaOf(range.sigmaMax);
  let length = firstStep;
  let before = x;
  for (let i = 0; from < end - arrived; ) {
    const next = Math.min(end, f(from + length));
    const { to, up } = solverTarget(from, next, end, eta);
    const sigma = sigmaAtLambda(from);
    const epsilon = await epsilonAt(denoise, x, from);
    const step = { denoise, x, from, to, epsilon };
    const low = await secondOrder(step, 1 / 3);
    const high = await thirdOrder(step, low.inner);
    const factor = nextLength(distance(low.x, high, before));
    length *= factor;
    if (factor < acceptedShare) continue;
    const denoised = axpby(1, x, -sigma, epsilon);
    before = low.x;
    x = up > 0 ? axpby(1, high, up, noise(sigma, sigmaAtLambda(next))) : high;
    from = next;
    yield { i: i++, sigma, x, denoised };
  }
};

/** Root mean square of the difference, in units of what is tolerated. */
function distance(low: Latent, high: Latent, before: Latent): number {
  let sum = 0;
  for (let k = 0; k < low.length; k++) {
    const size = Math.max(Math.abs(low[k]!), Math.abs(before[k]!));
    sum += ((low[k]! - high[k]!) / Math.max(absoluteTolerance, relativeTolerance * size)) ** 2;
  }
  return Math.sqrt(sum / low.length);
}

/** The factor for the next step's length: an integral controller, its answer bent towards 1. */
const openStepControl = (order: number) => (error: number) =>
  1 + Math.atan((1 / (error + leastError)) ** (1 / order) - 1);
