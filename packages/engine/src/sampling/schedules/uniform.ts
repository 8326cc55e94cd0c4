import { linspace } from "../linspace.ts";
import { sigmaAt } from "../model-schedule.ts";
import type { Schedule } from "./schedule.ts";

/**
 * Timesteps at equal distances, from the model's last to its first, whatever range is asked for.
 * Source: k-diffusion `external.py`, `DiscreteSchedule.get_sigmas`.
 */
export const uniform: Schedule = {
  name: "uniform",
  label: "Uniform",
  aliases: [],
  sigmas: (n, model) => [...linspace(model.sigmas.length - 1, 0, n).map((t) => sigmaAt(model, t)), 0],
};
