import { automatic } from "./automatic.ts";
import { beta } from "./beta.ts";
import { ddimSchedule } from "./ddim.ts";
import { exponential } from "./exponential.ts";
import { alignYourSteps, alignYourSteps11, alignYourSteps32, alignYourStepsGits } from "./fitted.ts";
import { karras } from "./karras.ts";
import { klOptimal } from "./kl-optimal.ts";
import { normal } from "./normal.ts";
import { polyexponential } from "./polyexponential.ts";
import type { Schedule } from "./schedule.ts";
import { sgmUniform } from "./sgm-uniform.ts";
import { simple } from "./simple.ts";
import { turbo } from "./turbo.ts";
import { uniform } from "./uniform.ts";

export type { Schedule, ScheduleOptions } from "./schedule.ts";

/** In AUTOMATIC1111's order, then Forge's own. */
export const schedules: readonly Schedule[] = [
  automatic,
  uniform,
  karras,
  exponential,
  polyexponential,
  sgmUniform,
  klOptimal,
  alignYourSteps,
  simple,
  normal,
  ddimSchedule,
  beta,
  turbo,
  alignYourStepsGits,
  alignYourSteps11,
  alignYourSteps32,
];
