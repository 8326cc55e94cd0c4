import type { Sigma } from "@danfang/domain";
import { linspace } from "../linspace.ts";
import { pow32 } from "../torch-math.ts";
import type { Levels, ScheduleOptions } from "./schedule.ts";

/**
 * Equal distances in σ^(1/ρ), ρ = 7: many small steps at low noise.
 * Source: Karras et al. 2022, arXiv 2206.00364, eq. 5; k-diffusion `get_sigmas_karras`.
 */
export const karras: Levels = (n, _model, options) => karrasSigmas(n, options);

export function karrasSigmas(n: number, { sigmaMin, sigmaMax, rho = 7 }: ScheduleOptions): Sigma[] {
  const f = Math.fround;
  const max = sigmaMax ** (1 / rho);
  const slope = f(sigmaMin ** (1 / rho) - max);
  const roots = linspace(0, 1, n).map((r) => f(f(max) + f(r * slope)));
  return [...pow32(roots, rho), 0];
}
