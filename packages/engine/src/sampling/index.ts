export { consistencySchedule, withDowncastAlphas, withZeroTerminalSnr } from "./altered-schedules.ts";
export {
  type Ask,
  buildDenoiser,
  type Denoiser,
  type DenoiserOptions,
  denoisedFrom,
  epsilonFrom,
  type Network,
  type NetworkOutput,
} from "./denoiser.ts";
export { type SamplingInput, sample } from "./driver.ts";
export { samplingErrors } from "./errors.ts";
export { findSampler, findSampling, findSchedule, type SamplerChoice, scheduleFor } from "./find.ts";
export { guide, guideEdit, needsUncond, rescaleGuidance, type Weighted } from "./guidance.ts";
export { type PictureStart, pictureSteps } from "./img2img-steps.ts";
export type { Latent } from "./latent.ts";
export { blendWith, type LatentMask, type MaskBlend } from "./mask-blend.ts";
export {
  type BetaOptions,
  buildModelSchedule,
  type ModelSchedule,
  modelScheduleFrom,
  type Prediction,
  sigmaAt,
  sigmaMax,
  sigmaMin,
  timestepOf,
} from "./model-schedule.ts";
export type { Moment } from "./moment.ts";
export { type PlanOptions, planSampling, type SamplerKnobs, type SamplingPlan } from "./plan.ts";
export type {
  Denoise,
  EpsilonPrediction,
  Noise,
  PredictEpsilon,
  Sampler,
  SamplerOptions,
  SamplerStep,
  SamplerSteps,
  UnipcOptions,
} from "./sampler.ts";
export { samplers } from "./samplers/index.ts";
export { type Schedule, type ScheduleOptions, schedules } from "./schedules/index.ts";
export { type Start, type StartKnobs, startOf } from "./start.ts";
