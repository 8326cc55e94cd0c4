import type { Sigma, Timestep } from "@danfang/domain";
import { samplingErrors } from "./errors.ts";
import { scheduleFor } from "./find.ts";
import { type PictureStart, type PictureSteps, pictureSteps } from "./img2img-steps.ts";
import { type ModelSchedule, sigmaMax, sigmaMin } from "./model-schedule.ts";
import type { Sampler, SamplerOptions, SigmaRange } from "./sampler.ts";
import type { Schedule, ScheduleOptions } from "./schedules/index.ts";
import { type Start, type StartKnobs, startAtAlpha, startAtSigma } from "./start.ts";
import { timestepsFor } from "./timesteps.ts";

/** What a person may set; the noise is the run's, and where it starts is known from the plan. */
export type SamplerKnobs = Omit<SamplerOptions, "noise" | "startsFromPicture">;

/** Some of the fields; undefined is as good as absent. */
type Given<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

export interface PlanOptions extends StartKnobs {
  readonly sampler: Sampler;
  /** Timestep samplers have their own and ignore it. */
  readonly schedule: Schedule;
  readonly steps: number;
  readonly model: ModelSchedule;
  /** What differs from the defaults. */
  readonly options?: Given<Omit<SamplerKnobs, "unipc">> & { readonly unipc?: Given<SamplerKnobs["unipc"]> };
  /** What differs from the schedule's own; 0 is as good as absent, as in the WebUI's settings. */
  readonly scheduleOptions?: Given<ScheduleOptions>;
  /** Leave out the sigma before the last whatever the sampler: `always_discard_next_to_last_sigma`. */
  readonly discardNextToLastSigma?: boolean | undefined;
  /** Start from a picture; absent: from noise. */
  readonly picture?: PictureStart | undefined;
}

/** Everything about a run that is known before it: where it passes, how often it asks the model. */
export type SamplingPlan = PlanFacts & Walk;

interface PlanFacts {
  readonly model: ModelSchedule;
  readonly options: Omit<SamplerOptions, "noise">;
  readonly start: Start;
  /** Steps that `sample` will yield. Of an adaptive sampler a guess. */
  readonly stepCount: number;
  /** Times the denoiser will be asked: the total for progress. Of an adaptive sampler a guess. */
  readonly modelCalls: number;
  /** What the WebUI takes for the number of calls; prompt schedules and "skip early" are shares of it. */
  readonly totalCalls: number;
}

type Walk =
  | {
      readonly kind: "sigma";
      readonly sampler: SamplerOf<"sigma"> | SamplerOf<"sigma-both">;
      readonly sigmas: readonly Sigma[];
      /** Ends of the whole schedule, where Brownian noise is defined. */
      readonly wholeRange: { readonly sigmaMin: Sigma; readonly sigmaMax: Sigma };
    }
  | { readonly kind: "range"; readonly sampler: SamplerOf<"range">; readonly range: SigmaRange }
  | { readonly kind: "timesteps"; readonly sampler: SamplerOf<"timesteps">; readonly timesteps: readonly Timestep[] };

type SamplerOf<Kind> = Extract<Sampler, { readonly kind: Kind }>;

const defaultKnobs: SamplerKnobs = {
  eta: 1,
  sChurn: 0,
  sTmin: 0,
  sTmax: Number.POSITIVE_INFINITY,
  sNoise: 1,
  unipc: { variant: "bh1", skipType: "time_uniform", order: 3, lowerOrderFinal: true },
};

/**
 * Chooses sigmas or timesteps as AUTOMATIC1111 does for txt2img and, with `picture`, for img2img and the hires pass.
 *
 * Errors: `engine/tooFewSteps` when a multistep sampler has fewer steps than its order.
 */
export function planSampling(asked: PlanOptions): SamplingPlan {
  const { sampler, steps, picture } = asked;
  const kept = picture && pictureSteps(steps, picture);
  const { unipc, ...options } = asked.options ?? {};
  const knobs: SamplerKnobs = {
    ...defaultKnobs,
    ...(sampler.kind === "timesteps" ? { eta: 0 } : {}),
    ...given(options),
    unipc: { ...defaultKnobs.unipc, ...given(unipc ?? {}) },
  };
  const sTmax = knobs.sTmax === 0 ? defaultKnobs.sTmax : knobs.sTmax; // 0 is no limit in the WebUI's settings
  const common = {
    options: { ...knobs, sTmax, startsFromPicture: picture !== undefined },
    totalCalls: (kept ? kept.lastStep + 1 : steps) * (sampler.secondOrder ? 2 : 1),
  };
  if (sampler.kind === "timesteps") return planTimesteps({ ...asked, sampler }, common, kept);
  return planSigmas({ ...asked, sampler }, common, kept);
}

type Common = Pick<PlanFacts, "options" | "totalCalls">;

function planTimesteps(
  asked: PlanOptions & { sampler: SamplerOf<"timesteps"> },
  common: Common,
  kept: PictureSteps | undefined,
): SamplingPlan {
  const { sampler, model } = asked;
  const scheduleSteps = kept ? kept.scheduleSteps : asked.steps;
  const all = timestepsFor(scheduleSteps + (discards(asked) ? 1 : 0), model.sigmas.length);
  const timesteps = kept ? all.slice(0, kept.lastStep) : all;
  const start = kept ? startAtAlpha(model.alphasCumprod[all[kept.lastStep] ?? 0]!, asked) : { picture: 0, noise: 1 };
  const least = sampler.least?.(common.options.unipc) ?? 0;
  if (timesteps.length < least)
    throw samplingErrors.tooFewSteps({ sampler: sampler.label, steps: timesteps.length, least });
  const modelCalls = sampler.modelCalls(timesteps);
  const stepCount = sampler.stepCount?.(timesteps) ?? Math.max(timesteps.length - 1, 0);
  return { ...common, kind: "timesteps", sampler, model, start, timesteps, stepCount, modelCalls };
}

function planSigmas(
  asked: PlanOptions & { sampler: Exclude<Sampler, SamplerOf<"timesteps">> },
  common: Common,
  kept: PictureSteps | undefined,
): SamplingPlan {
  const { sampler } = asked;
  const model = sampler.kind === "sigma" && sampler.levels ? sampler.levels(asked.model) : asked.model;
  const whole = sigmasFor(asked, model, kept ? kept.scheduleSteps : asked.steps);
  const sigmas = kept ? whole.slice(kept.scheduleSteps - kept.lastStep - 1) : whole;
  const facts = { ...common, model, start: startAtSigma(sigmas[0]!, kept !== undefined, asked) };
  if (sampler.kind === "range") {
    const range = kept
      ? { sigmaMax: sigmas[0]!, sigmaMin: sigmas.at(-2) ?? sigmaMin(model), calls: sigmas.length - 1 }
      : { sigmaMax: sigmaMax(model), sigmaMin: sigmaMin(model), calls: asked.steps };
    const modelCalls = sampler.modelCalls?.(range) ?? range.calls;
    return {
      ...facts,
      kind: "range",
      sampler,
      range,
      stepCount: sampler.stepCount?.(range) ?? range.calls,
      modelCalls,
    };
  }
  const levels = whole.filter((sigma) => sigma > 0);
  const wholeRange = { sigmaMin: Math.min(...levels), sigmaMax: Math.max(...levels) };
  const stepCount = sampler.stepCount?.(sigmas) ?? sigmas.length - 1;
  const modelCalls = sampler.modelCalls(sigmas, common.options.eta);
  return { ...facts, kind: "sigma", sampler, sigmas, wholeRange, stepCount, modelCalls };
}

function sigmasFor(asked: PlanOptions, model: ModelSchedule, steps: number): Sigma[] {
  const { sampler, schedule, scheduleOptions = {} } = asked;
  const range = { sigmaMin: sigmaMin(model), sigmaMax: sigmaMax(model) };
  const set = given(scheduleOptions, (value) => value !== 0);
  const options: ScheduleOptions = { ...range, ...set };
  const sigmas = scheduleFor(sampler, schedule).sigmas(steps + (discards(asked) ? 1 : 0), model, options);
  return discards(asked) ? sigmas.toSpliced(-2, 1) : sigmas;
}

const discards = ({ sampler, discardNextToLastSigma = false }: PlanOptions) =>
  discardNextToLastSigma || sampler.discardNextToLastSigma === true;

/** The fields that are there. */
function given<T extends object>(fields: Given<T>, counts: (value: unknown) => boolean = () => true): Partial<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && counts(value)),
  ) as Partial<T>;
}
