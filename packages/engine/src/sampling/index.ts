export {
  buildDenoiser,
  type Denoiser,
  type Network,
} from "./denoiser.ts";
export { sample } from "./driver.ts";
export { findSampling } from "./find.ts";
export type { PictureStart } from "./img2img-steps.ts";
export {
  buildModelSchedule,
  type ModelSchedule,
  type Prediction,
  sigmaAt,
} from "./model-schedule.ts";
export { planSampling, type SamplerKnobs, type SamplingPlan } from "./plan.ts";
export { samplers } from "./samplers/index.ts";
export { type ScheduleOptions, schedules } from "./schedules/index.ts";
