import { linspace } from "../linspace.ts";
import { exp32 } from "../torch-math.ts";
import type { Levels } from "./schedule.ts";

/** Equal distances in ln σ. Source: k-diffusion `get_sigmas_exponential`. */
export const exponential: Levels = (n, _model, { sigmaMin, sigmaMax }) => [
  ...linspace(Math.log(sigmaMax), Math.log(sigmaMin), n).map((logSigma) => exp32(logSigma)),
  0,
];
