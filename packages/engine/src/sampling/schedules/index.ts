import { automatic } from "./automatic.ts";
import { exponential } from "./exponential.ts";
import { karras } from "./karras.ts";
import type { Schedule } from "./schedule.ts";
import { uniform } from "./uniform.ts";

export type { Schedule, ScheduleOptions } from "./schedule.ts";

/** In AUTOMATIC1111's order. */
export const schedules: readonly Schedule[] = [automatic, uniform, karras, exponential];
