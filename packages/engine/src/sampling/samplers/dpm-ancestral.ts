import { ancestralStep } from "./ancestral-step.ts";
import { lambdaOf, sigmaAtLambda } from "./dpm-solver-step.ts";

/**
 * An ancestral step for DPM-Solver: how far to solve, never beyond `end`, and how much noise then leads back to `to`.
 * Everything in λ = −ln σ. Source: k-diffusion `DPMSolver.dpm_solver_fast` and `dpm_solver_adaptive`.
 */
export function solverTarget(from: number, to: number, end: number, eta: number): { to: number; up: number } {
  if (eta === 0) return { to, up: 0 };
  const { down } = ancestralStep(sigmaAtLambda(from), sigmaAtLambda(to), eta);
  const target = Math.min(end, lambdaOf(down));
  return { to: target, up: Math.sqrt(Math.max(sigmaAtLambda(to) ** 2 - sigmaAtLambda(target) ** 2, 0)) };
}
