import type { Sigma } from "@danfang/domain";
import { axpby, type Latent } from "../latent.ts";
import type { Denoise } from "../sampler.ts";
import { exp32, log32 } from "../torch-math.ts";
import { derivative } from "./derivative.ts";

/** λ = −ln σ, in which DPM-Solver takes its steps; float32, as everything that follows from it. */
export const lambdaOf = (sigma: Sigma): number => -log32(sigma);
export const sigmaAtLambda = (lambda: number): Sigma => exp32(-lambda);

/** Where a third-order step asks for ε, as shares of it. */
const [oneThird, twoThirds] = [1 / 3, 2 / 3];

/** ε at x, λ: the slope dx/dσ. */
export async function epsilonAt(denoise: Denoise, x: Latent, lambda: number): Promise<Latent> {
  const sigma = sigmaAtLambda(lambda);
  return derivative(x, await denoise(x, sigma), sigma);
}

export interface SolverStep {
  readonly denoise: Denoise;
  readonly x: Latent;
  readonly from: number;
  readonly to: number;
  /** At `x`, `from`. */
  readonly epsilon: Latent;
}

/** One call, already made. Source: Lu et al. 2022, arXiv 2206.00927, eq. 3.7. */
export const firstOrder = ({ x, from, to, epsilon }: SolverStep): Latent =>
  axpby(1, x, -sigmaAtLambda(to) * Math.expm1(to - from), epsilon);

/** ε a share of the way, where first order leads. */
async function probe(step: SolverStep, share: number): Promise<Latent> {
  const lambda = Math.fround(step.from + share * (step.to - step.from));
  return epsilonAt(step.denoise, firstOrder({ ...step, to: lambda }), lambda);
}

/** One more call, a `share` of the way; ε there comes back too. Source: Algorithm 4 of the appendix. */
export async function secondOrder(step: SolverStep, share: number): Promise<{ x: Latent; inner: Latent }> {
  const { from, to, epsilon } = step;
  const inner = await probe(step, share);
  const bend = (-sigmaAtLambda(to) * Math.expm1(to - from)) / (2 * share);
  return { x: axpby(1, firstOrder(step), bend, axpby(1, inner, -1, epsilon)), inner };
}

/** Two more calls, the first of which may have been made (`inner`, a third of the way). Source: Algorithm 5. */
export async function thirdOrder(step: SolverStep, inner?: Latent): Promise<Latent> {
  const { denoise, from, to, epsilon } = step;
  const difference = axpby(1, inner ?? (await probe(step, oneThird)), -1, epsilon);
  const h = to - from;
  const phi = (part: number) => Math.expm1(part) / part - 1;
  const lambda = Math.fround(from + twoThirds * h);
  const curve = -sigmaAtLambda(lambda) * (twoThirds / oneThird) * phi(twoThirds * h);
  const xSecond = axpby(1, firstOrder({ ...step, to: lambda }), curve, difference);
  const last = axpby(1, await epsilonAt(denoise, xSecond, lambda), -1, epsilon);
  return axpby(1, firstOrder(step), (-sigmaAtLambda(to) / twoThirds) * phi(h), last);
}
