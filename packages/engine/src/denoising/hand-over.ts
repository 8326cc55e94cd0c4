import type { Denoiser, ModelSchedule } from "../sampling/index.ts";
import { completedAt, firstMoment, type Moment } from "../sampling/moment.ts";

export interface HandOver {
  readonly base: Denoiser;
  /** The base's. */
  readonly model: ModelSchedule;
  /** Share of the model's timesteps that lie behind, or of the calls that are made, 0 … 1. */
  readonly switchAt: number;
  readonly bySteps?: boolean | undefined;
  readonly openRefiner: () => Promise<Denoiser>;
}

/**
 * A denoiser that a refiner takes over from once so much noise is gone, and for good: also where a sampler goes back to
 * more noise. The refiner has levels and a prediction of its own; neither need be the base's.
 *
 * Source: AUTOMATIC1111 1.10.1, `sd_samplers_common.apply_refiner`.
 */
export function handOver({ base, model, switchAt, bySteps = false, openRefiner }: HandOver): Denoiser {
  let refiner: Promise<Denoiser> | undefined;
  const at = (levelsBehind: number, { call, totalCalls }: Moment = firstMoment) => {
    if ((bySteps ? call / totalCalls : levelsBehind) >= switchAt) refiner ??= openRefiner();
    return refiner ?? base;
  };
  return {
    denoise: async (x, sigma, moment, ...rest) =>
      (await at(completedAt(model, sigma), moment)).denoise(x, sigma, moment, ...rest),
    denoiseConsistently: async (x, sigma, levels, moment) =>
      (await at(completedAt(model, sigma), moment)).denoiseConsistently(x, sigma, levels, moment),
    predictEpsilon: async (x, t, moment, ...rest) => {
      const completed = (model.sigmas.length - 1 - Math.trunc(t)) / model.sigmas.length;
      return (await at(completed, moment)).predictEpsilon(x, t, moment, ...rest);
    },
  };
}
