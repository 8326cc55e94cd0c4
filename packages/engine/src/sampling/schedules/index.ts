import { type ScheduleName, scheduleFacts } from "@danfang/domain";
import { beta } from "./beta.ts";
import { ddimSchedule } from "./ddim.ts";
import { exponential } from "./exponential.ts";
import { alignYourSteps, alignYourSteps32, alignYourStepsGits } from "./fitted.ts";
import { karras } from "./karras.ts";
import { klOptimal } from "./kl-optimal.ts";
import { normal } from "./normal.ts";
import { polyexponential } from "./polyexponential.ts";
import type { Levels, Schedule } from "./schedule.ts";
import { sgmUniform } from "./sgm-uniform.ts";
import { simple } from "./simple.ts";
import { turbo } from "./turbo.ts";
import { uniform } from "./uniform.ts";

export type { Schedule, ScheduleOptions } from "./schedule.ts";

/** The levels of each schedule of the catalogue; of "Automatic" those of samplers that have no schedule of their own. */
const levels: Readonly<Record<ScheduleName, Levels>> = {
  automatic: uniform,
  uniform,
  karras,
  exponential,
  polyexponential,
  sgm_uniform: sgmUniform,
  kl_optimal: klOptimal,
  align_your_steps: alignYourSteps,
  simple,
  normal,
  ddim: ddimSchedule,
  beta,
  turbo,
  align_your_steps_GITS: alignYourStepsGits,
  align_your_steps_11: alignYourSteps, // Forge's name for the same
  align_your_steps_32: alignYourSteps32,
};

/** In the catalogue's order. */
export const schedules: readonly Schedule[] = scheduleFacts.map((facts) => ({ ...facts, sigmas: levels[facts.name] }));
