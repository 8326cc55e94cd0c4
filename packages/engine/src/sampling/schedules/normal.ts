import { linspace } from "../linspace.ts";
import { sigmaAt, timestepOf } from "../model-schedule.ts";
import type { Levels } from "./schedule.ts";

/** Timesteps at equal distances over the range that is asked for. Source: AUTOMATIC1111 1.10.1 `normal_scheduler`. */
export const normal: Levels = (n, model, { sigmaMin, sigmaMax }) => [
  ...linspace(timestepOf(model, sigmaMax), timestepOf(model, sigmaMin), n).map((t) => sigmaAt(model, t)),
  0,
];
