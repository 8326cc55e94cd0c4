import type { Sigma, Timestep } from "@danfang/domain";
import { linspace64 } from "./linspace.ts";
import { exp32, log32 } from "./torch-math.ts";

/** What a network was trained to predict. */
export type Prediction = "epsilon" | "v";

/** The noise levels a network was trained on, by timestep: rising sigmas, float32. */
export interface ModelSchedule {
  /** ᾱ. */
  readonly alphasCumprod: Float32Array;
  readonly sigmas: Float32Array;
  readonly logSigmas: Float32Array;
  /** Timesteps of the levels, where they are not all of them: level k is first + k·stride. */
  readonly clock?: { readonly first: Timestep; readonly stride: Timestep };
  /** A sigma between two levels is taken for the nearer one, not for a timestep between theirs. */
  readonly quantized?: boolean;
}

/** As an LDM `.yaml` has them: `linear_start`, `linear_end`, `timesteps`. */
export interface BetaOptions {
  readonly linearStart?: number;
  readonly linearEnd?: number;
  readonly timesteps?: number;
}

/** `v1-inference.yaml`; SD2 and SDXL say the same. */
const stableDiffusion = { linearStart: 0.00085, linearEnd: 0.012, timesteps: 1000 };

/**
 * The schedule of Stable Diffusion, or of a model whose yaml says otherwise: β rises linearly in its square root.
 *
 * Source: CompVis `ldm/modules/diffusionmodules/util.py`, `make_beta_schedule("linear")`; products in float64, then
 * float32 as checkpoints keep them. σ = √((1 − ᾱ)/ᾱ).
 */
export function buildModelSchedule(options: BetaOptions = {}): ModelSchedule {
  const { linearStart, linearEnd, timesteps } = { ...stableDiffusion, ...options };
  let product = 1;
  const alphasCumprod = Float32Array.from(
    linspace64(Math.sqrt(linearStart), Math.sqrt(linearEnd), timesteps),
    (root) => {
      product *= 1 - root * root;
      return product;
    },
  );
  return modelScheduleFrom(alphasCumprod);
}

/** The schedule of given ᾱ, for checkpoints that carry their own. */
export function modelScheduleFrom(alphasCumprod: Float32Array): ModelSchedule {
  const sigmas = alphasCumprod.map((a) => Math.sqrt(Math.fround(Math.fround(1 - a) / a)));
  return { alphasCumprod, sigmas, logSigmas: sigmas.map(log32) };
}

export const sigmaMin = (model: ModelSchedule): Sigma => model.sigmas[0]!;
export const sigmaMax = (model: ModelSchedule): Sigma => model.sigmas.at(-1)!;

/**
 * The timestep of a sigma, linear in ln σ between trained levels; outside of them the nearest end. float32.
 *
 * Source: k-diffusion `external.py`, `DiscreteSchedule.sigma_to_t`, both with quantisation and without.
 */
export function timestepOf(model: ModelSchedule, sigma: Sigma): Timestep {
  const { first, stride } = model.clock ?? everyTimestep;
  const logSigma = log32(sigma);
  const level = model.quantized ? nearestLevel(model.logSigmas, logSigma) : levelOf(model.logSigmas, logSigma);
  return first + stride * level;
}

/** The sigma of a timestep, linear in ln σ between levels. float32. Source: `DiscreteSchedule.t_to_sigma`. */
export function sigmaAt({ logSigmas, clock }: ModelSchedule, t: Timestep): Sigma {
  const f = Math.fround;
  const level = clock ? Math.min(Math.max(f((t - clock.first) / clock.stride), 0), logSigmas.length - 1) : t;
  const low = Math.floor(level);
  const w = f(f(level) - low);
  return exp32(f(f(1 - w) * logSigmas[low]!) + f(w * logSigmas[Math.ceil(level)]!));
}

const everyTimestep = { first: 0, stride: 1 };

function levelOf(logSigmas: Float32Array, logSigma: number): number {
  const f = Math.fround;
  const low = Math.min(lastNotAbove(logSigmas, logSigma), logSigmas.length - 2);
  const a = logSigmas[low]!;
  const b = logSigmas[low + 1]!;
  const w = Math.min(Math.max(f(f(a - logSigma) / f(a - b)), 0), 1);
  return f(f(f(1 - w) * low) + f(w * (low + 1)));
}

/** The lower one of two that are equally near. */
function nearestLevel(logSigmas: Float32Array, logSigma: number): number {
  const low = Math.min(lastNotAbove(logSigmas, logSigma), logSigmas.length - 2);
  const distance = (level: number) => Math.abs(Math.fround(logSigma - logSigmas[level]!));
  return distance(low + 1) < distance(low) ? low + 1 : low;
}

/** Index of the largest value not above the limit, 0 if there is none. Values rise. */
function lastNotAbove(values: Float32Array, limit: number): number {
  let low = 0;
  let high = values.length;
  while (high - low > 1) {
    const mid = (low + high) >> 1;
    if (values[mid]! <= limit) low = mid;
    else high = mid;
  }
  return low;
}
