import type { Sigma, Timestep } from "@danfang/domain";
import { guide, needsUncond } from "./guidance.ts";
import { axpby, type Latent, scale } from "./latent.ts";
import { type ModelSchedule, type Prediction, timestepOf } from "./model-schedule.ts";
import type { Denoise, PredictEpsilon } from "./sampler.ts";

/**
 * The network, for every prompt at once. `input` is the latent at unit variance, [N, 4, H/8, W/8]; each output has its
 * shape and is ε or v, as the network was trained. With `ask.uncond` false the unconditional output may be left out.
 */
export type Network = (input: Latent, t: Timestep, ask: { readonly uncond: boolean }) => Promise<NetworkOutput>;

export interface NetworkOutput {
  /** One per composed prompt, in the order of {@link DenoiserOptions.weights}. */
  readonly conds: readonly Latent[];
  readonly uncond: Latent | undefined;
}

export interface DenoiserOptions {
  readonly network: Network;
  readonly model: ModelSchedule;
  readonly prediction: Prediction;
  readonly cfgScale: number;
  /** Weights of the prompts composed with AND; absent: one prompt. */
  readonly weights?: readonly number[];
  /** Ask for the unconditional output even where guidance would not. */
  readonly alwaysUncond?: boolean;
}

/** A network as samplers see it: one of the two for each kind of sampler. */
export interface Denoiser {
  readonly denoise: Denoise;
  readonly predictEpsilon: PredictEpsilon;
}

/**
 * The guided denoiser of a network: input scaled, timestep found, outputs turned into x₀ or ε, prompts combined.
 *
 * Source: k-diffusion `external.py` (`CompVisDenoiser`, `CompVisVDenoiser`) for x₀; AUTOMATIC1111
 * `CompVisTimestepsDenoiser` for ε.
 */
export function buildDenoiser(options: DenoiserOptions): Denoiser {
  const { network, model, prediction, cfgScale, weights = [1], alwaysUncond = false } = options;
  const ask = { uncond: alwaysUncond || needsUncond(cfgScale, weights) };

  async function predict(input: Latent, t: Timestep, read: (output: Latent) => Latent) {
    const output = await network(input, t, ask);
    const conds = output.conds.map((cond, k) => ({ prediction: read(cond), weight: weights[k]! }));
    const uncond = ask.uncond && output.uncond ? read(output.uncond) : undefined;
    return { guided: guide(conds, uncond, cfgScale), uncond };
  }

  return {
    async denoise(x, sigma) {
      const input = scale(1 / Math.sqrt(sigma ** 2 + 1), x);
      const { guided } = await predict(input, timestepOf(model, sigma), denoisedFrom[prediction](x, sigma));
      return guided;
    },
    predictEpsilon: (x, t) => predict(x, t, epsilonFrom[prediction](x, model.alphasCumprod[t]!)),
  };
}

/** x₀ from what the network said about x at sigma, x = x₀ + σ·ε. */
export const denoisedFrom: Readonly<Record<Prediction, (x: Latent, sigma: Sigma) => (output: Latent) => Latent>> = {
  epsilon: (x, sigma) => (epsilon) => axpby(1, x, -sigma, epsilon),
  v: (x, sigma) => (v) => axpby(1 / (sigma ** 2 + 1), x, -sigma / Math.sqrt(sigma ** 2 + 1), v),
};

/** ε from what the network said about x = √ᾱ·x₀ + √(1−ᾱ)·ε. */
export const epsilonFrom: Readonly<Record<Prediction, (x: Latent, alpha: number) => (output: Latent) => Latent>> = {
  epsilon: () => (epsilon) => epsilon,
  v: (x, alpha) => (v) => axpby(Math.sqrt(alpha), v, Math.sqrt(1 - alpha), x),
};
