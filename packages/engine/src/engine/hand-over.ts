import type { Denoiser, ModelSchedule } from "../sampling/index.ts";
import { completedAt } from "../sampling/moment.ts";

export interface HandOver {
  readonly base: Denoiser;
  /** The base's. */
  readonly model: ModelSchedule;
  /** Share of the model's timesteps that lie behind, 0 … 1. */
  readonly switchAt: number;
  readonly openRefiner: () => Promise<Denoiser>;
}

/**
 * A denoiser that a refiner takes over from once so much noise is gone, and for good: also where a sampler goes back to
 * more noise. The refiner has levels and a prediction of its own; neither need be the base's.
 *
 * Source: AUTOMATIC1111 1.10.1, `sd_samplers_common.apply_refiner`.
 */
export function handOver({ base, model, switchAt, openRefiner }: HandOver): Denoiser {
  let refiner: Promise<Denoiser> | undefined;
  const at = (completed: number) => {
    if (completed >= switchAt) refiner ??= openRefiner();
    return refiner ?? base;
  };
  return {
    denoise: async (x, sigma, ...rest) => (await at(completedAt(model, sigma))).denoise(x, sigma, ...rest),
    denoiseConsistently: async (x, sigma, ...rest) =>
      (await at(completedAt(model, sigma))).denoiseConsistently(x, sigma, ...rest),
    predictEpsilon: async (x, t, ...rest) => {
      const completed = (model.sigmas.length - 1 - Math.trunc(t)) / model.sigmas.length;
      return (await at(completed)).predictEpsilon(x, t, ...rest);
    },
  };
}
