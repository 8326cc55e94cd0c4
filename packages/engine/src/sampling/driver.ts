import type { Sigma, Timestep } from "@danfang/domain";
import type { Denoiser } from "./denoiser.ts";
import { samplingErrors } from "./errors.ts";
import { scheduleFor } from "./find.ts";
import { type Latent, scale } from "./latent.ts";
import { type ModelSchedule, sigmaMax, sigmaMin } from "./model-schedule.ts";
import type { Noise, Sampler, SamplerOptions, SamplerSteps } from "./sampler.ts";
import type { Schedule } from "./schedules/index.ts";
import { timestepsFor } from "./timesteps.ts";

export interface PlanOptions {
  readonly sampler: Sampler;
  /** Timestep samplers have their own and ignore it. */
  readonly schedule: Schedule;
  readonly steps: number;
  readonly model: ModelSchedule;
  /** What differs from the defaults. */
  readonly options?: Partial<Omit<SamplerOptions, "noise">>;
}

/** Everything about a run that is known before it: where it passes, how often it asks the model. */
export type SamplingPlan = {
  readonly model: ModelSchedule;
  readonly options: Omit<SamplerOptions, "noise">;
  /** Steps that {@link sample} will yield. */
  readonly stepCount: number;
  /** Times the denoiser will be asked: the total for progress. */
  readonly modelCalls: number;
} & (
  | { readonly sampler: SamplerOf<"sigma">; readonly kind: "sigma"; readonly sigmas: readonly Sigma[] }
  | { readonly sampler: SamplerOf<"timesteps">; readonly kind: "timesteps"; readonly timesteps: readonly Timestep[] }
);

type SamplerOf<Kind> = Extract<Sampler, { readonly kind: Kind }>;

export interface SamplingInput {
  readonly denoiser: Denoiser;
  /** Where sampling starts: noise of standard deviation 1, [N, 4, H/8, W/8]. */
  readonly initial: Latent;
  /** Draws for the whole batch, for samplers that add noise on the way. */
  readonly noise: Noise;
}

/**
 * Chooses sigmas or timesteps as AUTOMATIC1111 does for txt2img.
 *
 * Errors: `engine/tooFewSteps` when a timestep sampler would return the noise itself.
 */
export function planSampling({ sampler, schedule, steps, model, options }: PlanOptions): SamplingPlan {
  const defaults = { eta: sampler.kind === "sigma" ? 1 : 0, sChurn: 0, sTmin: 0, sTmax: Infinity, sNoise: 1 };
  const common = { model, options: { ...defaults, ...options } };
  if (sampler.kind === "timesteps") {
    const timesteps = timestepsFor(steps, model.sigmas.length);
    const stepCount = sampler.modelCalls(timesteps);
    if (stepCount < 1) throw samplingErrors.tooFewSteps({ sampler: sampler.label, steps, least: 2 });
    return { ...common, kind: "timesteps", sampler, timesteps, stepCount, modelCalls: stepCount };
  }
  const sigmas = sigmasFor(sampler, schedule, steps, model);
  const modelCalls = sampler.modelCalls(sigmas, common.options.eta);
  return { ...common, kind: "sigma", sampler, sigmas, stepCount: sigmas.length - 1, modelCalls };
}

function sigmasFor(sampler: SamplerOf<"sigma">, schedule: Schedule, steps: number, model: ModelSchedule): Sigma[] {
  const range = { sigmaMin: sigmaMin(model), sigmaMax: sigmaMax(model) };
  const n = sampler.discardNextToLastSigma ? steps + 1 : steps;
  const sigmas = scheduleFor(sampler, schedule).sigmas(n, model, range);
  return sampler.discardNextToLastSigma ? sigmas.toSpliced(-2, 1) : sigmas;
}

/** Runs a plan from pure noise. The `x` of the last step is the latent, [N, 4, H/8, W/8], ready for the VAE. */
export function sample(plan: SamplingPlan, { denoiser, initial, noise }: SamplingInput): SamplerSteps {
  const options = { ...plan.options, noise };
  if (plan.kind === "timesteps")
    return plan.sampler.sample(denoiser.predictEpsilon, initial, plan.timesteps, plan.model.alphasCumprod, options);
  return plan.sampler.sample(denoiser.denoise, scale(plan.sigmas[0]!, initial), plan.sigmas, options);
}
