import type { ScheduleFacts, Sigma } from "@danfang/domain";
import type { ModelSchedule } from "../model-schedule.ts";

export interface ScheduleOptions {
  readonly sigmaMin: Sigma;
  readonly sigmaMax: Sigma;
  /** Exponent of the schedules that have one; absent: their own. */
  readonly rho?: number | undefined;
  /** Shape of the Beta schedule, α and β; absent: 0.6. */
  readonly betaAlpha?: number | undefined;
  readonly betaBeta?: number | undefined;
  /** Whose table the schedules walk that were fitted to a network; absent: SD1's. */
  readonly fittedTo?: "sd1" | "sdxl" | undefined;
}

/**
 * The falling noise levels for n steps, float32, the final 0 among them: usually n + 1 values. Of 0 steps only the end
 * is left.
 */
export type Levels = (n: number, model: ModelSchedule, options: ScheduleOptions) => Sigma[];

/** A schedule as it is listed, and its levels. */
export interface Schedule extends ScheduleFacts {
  readonly sigmas: Levels;
}
