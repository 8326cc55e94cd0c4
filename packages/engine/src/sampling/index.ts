export {
  buildDenoiser,
  type Denoiser,
  type DenoiserOptions,
  denoisedFrom,
  epsilonFrom,
  type Network,
  type NetworkOutput,
} from "./denoiser.ts";
export { type PlanOptions, planSampling, type SamplingInput, type SamplingPlan, sample } from "./driver.ts";
export { samplingErrors } from "./errors.ts";
export { findSampler, findSampling, findSchedule, type SamplerChoice, scheduleFor } from "./find.ts";
export { guide, needsUncond, type Weighted } from "./guidance.ts";
export type { Latent } from "./latent.ts";
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
export type {
  Denoise,
  EpsilonPrediction,
  Noise,
  PredictEpsilon,
  Sampler,
  SamplerOptions,
  SamplerStep,
  SamplerSteps,
} from "./sampler.ts";
export { samplers } from "./samplers/index.ts";
export { type Schedule, type ScheduleOptions, schedules } from "./schedules/index.ts";
