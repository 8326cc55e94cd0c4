import { linspace } from "../linspace.ts";
import type { Schedule } from "./schedule.ts";

/** A polynomial in ln σ of degree ρ; ρ = 1 is Exponential. Source: k-diffusion `get_sigmas_polyexponential`. */
export const polyexponential: Schedule = {
  name: "polyexponential",
  label: "Polyexponential",
  aliases: [],
  sigmas(n, _model, { sigmaMin, sigmaMax, rho = 1 }) {
    const f = Math.fround;
    const span = Math.log(sigmaMax) - Math.log(sigmaMin);
    const shape = linspace(1, 0, n).map((r) => f(r ** rho));
    return [...shape.map((r) => f(Math.exp(f(f(r * span) + Math.log(sigmaMin))))), 0];
  },
};
