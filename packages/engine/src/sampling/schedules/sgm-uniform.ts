import { linspace } from "../linspace.ts";
import { sigmaAt, timestepOf } from "../model-schedule.ts";
import type { Levels } from "./schedule.ts";

/** As Normal in one step more, whose last level is left out. Source: AUTOMATIC1111 1.10.1 `sgm_uniform`. */
export const sgmUniform: Levels = (n, model, { sigmaMin, sigmaMax }) => {
  const timesteps = linspace(timestepOf(model, sigmaMax), timestepOf(model, sigmaMin), n + 1).slice(0, -1);
  return [...timesteps.map((t) => sigmaAt(model, t)), 0];
};
