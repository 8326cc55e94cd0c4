import type { Sigma } from "@danfang/domain";
import type { ModelSchedule } from "./model-schedule.ts";

/** Where a run is, in the WebUI's counting: every model call is one step. */
export interface Moment {
  /** Model calls made before this one. Prompt schedules go by it. */
  readonly call: number;
  /** The calls that the WebUI expects: steps, doubled for second-order samplers. Not always as many as there are. */
  readonly totalCalls: number;
}

export const firstMoment: Moment = { call: 0, totalCalls: 1 };

/**
 * Share of the model's timesteps that lie behind a noise level, by the level nearest to it.
 * Source: AUTOMATIC1111 1.10.1, `sd_samplers_common.apply_refiner`.
 */
export function completedAt({ sigmas }: ModelSchedule, sigma: Sigma): number {
  let nearest = 0;
  for (let t = 1; t < sigmas.length; t++)
    if (Math.abs(sigmas[t]! - sigma) < Math.abs(sigmas[nearest]! - sigma)) nearest = t;
  return (sigmas.length - 1 - nearest) / sigmas.length;
}
