import type { SamplerFacts, Sigma, Timestep } from "@danfang/domain";
import type { Latent } from "./latent.ts";
import type { ModelSchedule } from "./model-schedule.ts";

/** The guided prediction of x₀ from a latent whose noise has standard deviation sigma (x = x₀ + σ·noise). */
export type Denoise = (x: Latent, sigma: Sigma) => Promise<Latent>;

/** The guided prediction of x₀ and the unconditional one beside it, for samplers that steer by both (CFG++). */
export type DenoiseBoth = (x: Latent, sigma: Sigma) => Promise<{ readonly guided: Latent; readonly uncond: Latent }>;

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

/** Knobs of UniPC, named as in its paper; the WebUI keeps them in its settings. */
export interface UnipcOptions {
  readonly variant: "bh1" | "bh2" | "vary_coeff";
  readonly skipType: "time_uniform" | "time_quadratic" | "logSNR";
  /** 1 … 3 in the WebUI; at most as many as there are steps. */
  readonly order: number;
  readonly lowerOrderFinal: boolean;
}

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
  /** Whether x is a noised picture and not noise alone. */
  readonly startsFromPicture: boolean;
  readonly unipc: UnipcOptions;
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
export type SigmaSampler<D = Denoise> = (
  denoise: D,
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

/** A stretch of noise levels without the levels between: the sampler chooses them. */
export interface SigmaRange {
  readonly sigmaMax: Sigma;
  /** Above 0. */
  readonly sigmaMin: Sigma;
  /** Model calls to spend. */
  readonly calls: number;
}

export type RangeSampler = (denoise: Denoise, x: Latent, range: SigmaRange, options: SamplerOptions) => SamplerSteps;

/** How many steps and model calls a walk of n + 1 sigmas takes; steps absent: n. */
interface SigmaCounts {
  readonly modelCalls: (sigmas: readonly Sigma[], eta: number) => number;
  readonly stepCount?: (sigmas: readonly Sigma[]) => number;
}

/** What the mathematics of a sampler asks of the run, whatever kind it is. */
interface Traits {
  /** Chooses its steps by what it sees of the whole batch, so each image is to be given to it alone. */
  readonly isAdaptive?: boolean;
  /** Noise added on the way is a Brownian motion over the schedule, seeded apart from all other noise. */
  readonly brownianNoise?: boolean;
}

/** A sampler as it is listed, and how it walks. */
export type Sampler = SamplerFacts & SamplerImplementation;

/** How a sampler of the catalogue walks. */
export type SamplerImplementation = Traits &
  (
    | (SigmaCounts & {
        readonly kind: "sigma";
        readonly sample: SigmaSampler;
        /** The model's levels as this sampler sees them; absent: as they are. */
        readonly levels?: (model: ModelSchedule) => ModelSchedule;
        /** How the network's answer becomes x₀; absent: as it was trained. */
        readonly answer?: "consistency";
      })
    | (SigmaCounts & { readonly kind: "sigma-both"; readonly sample: SigmaSampler<DenoiseBoth> })
    | {
        readonly kind: "timesteps";
        readonly sample: TimestepSampler;
        readonly modelCalls: (timesteps: readonly Timestep[]) => number;
        /** Absent: one less than there are timesteps. */
        readonly stepCount?: (timesteps: readonly Timestep[]) => number;
        /** The fewest timesteps it can start with. */
        readonly least?: (options: SamplerOptions["unipc"]) => number;
        /** What the cfg scale is multiplied by (CFG++), the uncond ε then always being computed. */
        readonly cfgMultiplier?: number;
      }
    | {
        readonly kind: "range";
        readonly sample: RangeSampler;
        /** Both absent: it stops when it is there, and nobody knows before. */
        readonly modelCalls?: (range: SigmaRange) => number;
        readonly stepCount?: (range: SigmaRange) => number;
      }
  );
