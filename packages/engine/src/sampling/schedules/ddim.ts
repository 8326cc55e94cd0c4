import type { Sigma } from "@danfang/domain";
import type { Levels } from "./schedule.ts";

/**
 * DDIM's levels: every ⌊N/n⌋-th from the second on. Often more than n of them, and never the largest.
 * Source: AUTOMATIC1111 1.10.1 `ddim_scheduler`.
 */
export const ddimSchedule: Levels = (n, model) => {
  if (n === 0) return [0];
  const stride = Math.max(Math.floor(model.sigmas.length / n), 1);
  const rising: Sigma[] = [];
  for (let t = 1; t < model.sigmas.length; t += stride) rising.push(model.sigmas[t]!);
  return [...rising.toReversed(), 0];
};
