import { linspace } from "../linspace.ts";
import { exp32, pow32 } from "../torch-math.ts";
import type { Levels } from "./schedule.ts";

/** A polynomial in ln σ of degree ρ; ρ = 1 is Exponential. Source: k-diffusion `get_sigmas_polyexponential`. */
export const polyexponential: Levels = (n, _model, { sigmaMin, sigmaMax, rho = 1 }) => {
  const f = Math.fround;
  const span = f(Math.log(sigmaMax) - Math.log(sigmaMin));
  const ramp = linspace(1, 0, n);
  const shape = rho === 1 ? ramp : pow32(ramp, rho);
  return [...shape.map((r) => exp32(f(r * span) + f(Math.log(sigmaMin)))), 0];
};
