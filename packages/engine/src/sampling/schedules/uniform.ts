import { linspace } from "../linspace.ts";
import { sigmaAt, sigmaMax, sigmaMin, timestepOf } from "../model-schedule.ts";
import type { Levels } from "./schedule.ts";

/**
 * Timesteps at equal distances, from the model's last to its first, whatever range is asked for.
 * Source: k-diffusion `external.py`, `DiscreteSchedule.get_sigmas`.
 */
export const uniform: Levels = (n, model) => {
  const [last, first] = [timestepOf(model, sigmaMax(model)), timestepOf(model, sigmaMin(model))];
  return [...linspace(last, first, n).map((t) => sigmaAt(model, t)), 0];
};
