import type { Sigma, Timestep } from "@danfang/domain";
import { guide, guideEdit, needsUncond, rescaleGuidance } from "./guidance.ts";
import { axpby, type Latent, scale } from "./latent.ts";
import { type ModelSchedule, type Prediction, timestepOf } from "./model-schedule.ts";
import { completedAt, firstMoment, type Moment } from "./moment.ts";
import type { EpsilonPrediction } from "./sampler.ts";
import { skipsUncond, type UncondSkips } from "./skip-uncond.ts";

/**
 * The network, for every prompt at once. `input` is the latent at unit variance, [N, 4, H/8, W/8]; each output has its
 * shape and is ε or v, as the network was trained.
 */
export type Network = (input: Latent, t: Timestep, ask: Ask) => Promise<NetworkOutput>;

/** What is wanted of the network in one call, and where in the run it is. */
interface Ask extends Moment {
  /** False: the unconditional output may be left out. */
  readonly uncond: boolean;
  /** Guidance by a picture (edit models): `image` is wanted too, and `uncond` then sees an empty picture. */
  readonly image: boolean;
  /** Share of the model's timesteps that lie behind, 0 … 1: the refiner takes over by it. */
  readonly completed: number;
}

interface NetworkOutput {
  /** One per composed prompt, in the order of {@link DenoiserOptions.weights}. */
  readonly conds: readonly Latent[];
  readonly uncond: Latent | undefined;
  /** The unconditional text with the picture, for edit models. */
  readonly image?: Latent | undefined;
}

export interface DenoiserOptions extends UncondSkips {
  readonly network: Network;
  readonly model: ModelSchedule;
  readonly prediction: Prediction;
  readonly cfgScale: number;
  /** Weights of the prompts composed with AND; absent: one prompt. */
  readonly weights?: readonly number[];
  /** For edit models, of one prompt; absent or 1: guidance by text alone. */
  readonly imageCfgScale?: number | undefined;
  /** φ of guidance rescaling, 0 … 1; absent: none. */
  readonly cfgRescale?: number | undefined;
  /** Images of the batch; absent: one. */
  readonly images?: number;
}

/** How a sampler changes guidance: CFG++ has a scale of its own and always wants the unconditional prediction. */
export interface Steering {
  readonly cfgMultiplier: number;
}

/** Predictions of x₀, guided and unconditional; the latter wherever steering asked for it. */
interface DenoisedPrediction {
  readonly guided: Latent;
  readonly uncond: Latent | undefined;
}

/** A network as runs see it: one of the three for each kind of sampler. */
export interface Denoiser {
  denoise(x: Latent, sigma: Sigma, moment?: Moment, steering?: Steering): Promise<DenoisedPrediction>;
  /** x₀ as a latent consistency model says it; `levels` are its own. Source: AUTOMATIC1111 `LCMCompVisDenoiser`. */
  denoiseConsistently(x: Latent, sigma: Sigma, levels: ModelSchedule, moment?: Moment): Promise<DenoisedPrediction>;
  predictEpsilon(x: Latent, t: Timestep, moment?: Moment, steering?: Steering): Promise<EpsilonPrediction>;
}

/**
 * The guided denoiser of a network: input scaled, timestep found, outputs turned into x₀ or ε, prompts combined.
 *
 * Source: k-diffusion `external.py` (`CompVisDenoiser`, `CompVisVDenoiser`) for x₀; AUTOMATIC1111
 * `CompVisTimestepsDenoiser` and `CompVisTimestepsVDenoiser` for ε, which take ᾱ at the whole timestep below.
 */
export function buildDenoiser(options: DenoiserOptions): Denoiser {
  const { model, prediction } = options;
  const inputAt = (x: Latent, sigma: Sigma) => scale(1 / Math.sqrt(sigma ** 2 + 1), x);
  const predict = openGuidedPrediction(options);
  return {
    denoise: (x, sigma, moment, steering) =>
      predict({
        input: inputAt(x, sigma),
        t: timestepOf(model, sigma),
        level: sigma,
        completed: completedAt(model, sigma),
        read: denoisedFrom[prediction](x, sigma),
        moment,
        steering,
      }),
    denoiseConsistently(x, sigma, levels, moment) {
      const t = timestepOf(levels, sigma);
      const denoised = denoisedFrom[prediction](x, sigma);
      const read = (output: Latent) => consistent(t, x, denoised(output));
      return predict({ input: inputAt(x, sigma), t, level: sigma, completed: completedAt(model, sigma), read, moment });
    },
    predictEpsilon: (x, t, moment, steering) =>
      predict({
        input: x,
        t,
        level: t,
        completed: (model.sigmas.length - 1 - Math.trunc(t)) / model.sigmas.length,
        read: epsilonFrom[prediction](x, model.alphasCumprod[Math.max(Math.trunc(t), 0)]!),
        moment,
        steering,
      }),
  };
}

interface Question {
  readonly input: Latent;
  readonly t: Timestep;
  /** What the thresholds of skipping are compared with: sigma, or the timestep where there are no sigmas. */
  readonly level: number;
  readonly completed: number;
  readonly read: (output: Latent) => Latent;
  readonly moment?: Moment | undefined;
  readonly steering?: Steering | undefined;
}

function openGuidedPrediction(options: DenoiserOptions) {
  const { network, weights = [1], imageCfgScale = 1, cfgRescale = 0, images = 1 } = options;
  const isEdit = imageCfgScale !== 1;

  return async ({ input, t, level, completed, read, moment = firstMoment, steering }: Question) => {
    const cfgScale = options.cfgScale * (steering?.cfgMultiplier ?? 1);
    const isSkipped = !isEdit && skipsUncond(options, moment, level);
    const isWanted = isEdit || steering !== undefined || needsUncond(cfgScale, weights);
    const ask = { ...moment, completed, uncond: isWanted && !isSkipped, image: isEdit };
    const output = await network(input, t, ask);
    const conds = output.conds.map((cond, k) => ({ prediction: read(cond), weight: weights[k]! }));
    if (isSkipped && isWanted) return { guided: guide(conds, conds[0]!.prediction, 1), uncond: conds[0]!.prediction };

    const uncond = ask.uncond && output.uncond ? read(output.uncond) : undefined;
    const guided =
      isEdit && uncond && output.image
        ? guideEdit({ cond: conds[0]!.prediction, image: read(output.image), uncond }, cfgScale, imageCfgScale)
        : guide(conds, uncond, cfgScale);
    const isRescaled = cfgRescale > 0 && uncond !== undefined;
    return {
      guided: isRescaled ? rescaleGuidance(guided, guide(conds, uncond, 1), cfgRescale, images) : guided,
      uncond,
    };
  };
}

/** x₀ from what the network said about x at sigma, x = x₀ + σ·ε. */
const denoisedFrom: Readonly<Record<Prediction, (x: Latent, sigma: Sigma) => (output: Latent) => Latent>> = {
  epsilon: (x, sigma) => (epsilon) => axpby(1, x, -sigma, epsilon),
  v: (x, sigma) => (v) => axpby(1 / (sigma ** 2 + 1), x, -sigma / Math.sqrt(sigma ** 2 + 1), v),
};

/** ε from what the network said about x = √ᾱ·x₀ + √(1−ᾱ)·ε. */
const epsilonFrom: Readonly<Record<Prediction, (x: Latent, alpha: number) => (output: Latent) => Latent>> = {
  epsilon: () => (epsilon) => epsilon,
  v: (x, alpha) => (v) => axpby(Math.sqrt(alpha), v, Math.sqrt(1 - alpha), x),
};

/** The boundary condition of Luo et al. 2023, arXiv 2310.04378, eq. 9: σ_data 0.5, timesteps scaled by 10. */
function consistent(t: Timestep, x: Latent, denoised: Latent): Latent {
  const variance = 0.25;
  const scaled = 10 * t;
  return axpby(scaled / Math.sqrt(scaled ** 2 + variance), denoised, variance / (scaled ** 2 + variance), x);
}
