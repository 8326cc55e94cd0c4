import type { Sigma, Timestep } from "@danfang/domain";
import type { Latent } from "./latent.ts";

/** The guided prediction of x₀ from a latent whose noise has standard deviation sigma (x = x₀ + σ·noise). */
export type Denoise = (x: Latent, sigma: Sigma) => Promise<Latent>;

/**
 * The guided prediction of ε from a latent of unit variance (x = √ᾱ·x₀ + √(1−ᾱ)·noise) at a timestep, and beside it the
 * unconditional one where it was computed.
 */
export type PredictEpsilon = (x: Latent, t: Timestep) => Promise<EpsilonPrediction>;

export interface EpsilonPrediction {
  readonly guided: Latent;
  readonly uncond: Latent | undefined;
}

/**
 * Fresh noise for the whole batch, [N, 4, H/8, W/8], standard deviation 1, for the step between two noise levels. Plain
 * generators ignore the levels; a Brownian tree is asked by them.
 */
export type Noise = (sigma: Sigma, next: Sigma) => Latent;

/** What every sampler may be told. Each reads what its paper has and ignores the rest. */
export interface SamplerOptions {
  readonly noise: Noise;
  /** Share of the noise that ancestral samplers (1) and DDIM (0) put back; the usual value is in brackets. */
  readonly eta: number;
  /** Karras et al. 2022, Algorithm 2: S_churn, S_tmin, S_tmax, S_noise. */
  readonly sChurn: number;
  readonly sTmin: Sigma;
  readonly sTmax: Sigma;
  readonly sNoise: number;
}

/** One step done. The last step's `x` is the sampler's result. */
export interface SamplerStep {
  /** 0-based. */
  readonly i: number;
  /** The noise level that the step started from. */
  readonly sigma: Sigma;
  /** The latent after the step, never written to again. */
  readonly x: Latent;
  /** x₀ as predicted at `sigma`: what a preview shows. */
  readonly denoised: Latent;
}

export type SamplerSteps = AsyncGenerator<SamplerStep, void, undefined>;

/** Walks falling sigmas; `x` starts with noise of standard deviation `sigmas[0]`. It leaves `x` and `sigmas` as they are. */
export type SigmaSampler = (
  denoise: Denoise,
  x: Latent,
  sigmas: readonly Sigma[],
  options: SamplerOptions,
) => SamplerSteps;

/** Walks rising timesteps from the last to the first; `x` starts with unit variance. ᾱ is indexed by timestep. */
export type TimestepSampler = (
  predict: PredictEpsilon,
  x: Latent,
  timesteps: readonly Timestep[],
  alphasCumprod: Float32Array,
  options: SamplerOptions,
) => SamplerSteps;

interface SamplerFacts {
  /** AUTOMATIC1111's label, as infotexts write it. */
  readonly label: string;
  readonly aliases: readonly string[];
  /** Asks the model about twice per step, so prompt schedules count double. */
  readonly secondOrder?: boolean;
  /** Noise added on the way depends on the eta noise seed delta, which the infotext then records. */
  readonly usesEnsd?: boolean;
}

/** One line of the list of samplers. */
export type Sampler =
  | (SamplerFacts & {
      readonly kind: "sigma";
      readonly sample: SigmaSampler;
      /** Internal name of the schedule that "Automatic" means; absent: uniform. */
      readonly schedule?: string;
      /** Takes a schedule one longer and leaves out the sigma before the final 0. */
      readonly discardNextToLastSigma?: boolean;
      readonly modelCalls: (sigmas: readonly Sigma[], eta: number) => number;
    })
  | (SamplerFacts & {
      readonly kind: "timesteps";
      readonly sample: TimestepSampler;
      readonly modelCalls: (timesteps: readonly Timestep[]) => number;
    });
