import type { Levels } from "./schedule.ts";

/** Every so many of the model's levels from the top, none between them. Source: AUTOMATIC1111 1.10.1 `simple_scheduler`. */
export const simple: Levels = (n, { sigmas }) => [
  ...Array.from({ length: n }, (_, i) => sigmas.at(-(1 + Math.trunc(i * (sigmas.length / n))))!),
  0,
];
