import type { Sigma } from "@danfang/domain";
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

/** One line of the list of schedules. */
export interface Schedule {
  /** Internal name, as the API and recipes write it. */
  readonly name: string;
  /** AUTOMATIC1111's label, as infotexts write it. */
  readonly label: string;
  readonly aliases: readonly string[];
  /**
   * The falling noise levels for n steps, float32, the final 0 among them: usually n + 1 values. Of 0 steps only the end
   * is left.
   */
  readonly sigmas: (n: number, model: ModelSchedule, options: ScheduleOptions) => Sigma[];
}
