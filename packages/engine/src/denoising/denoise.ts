import { pixelsPerLatentCell, type Seconds, type Tensor } from "@danfang/domain";
import type { Checkpoint } from "@danfang/weights";
import { breathe } from "../breathe.ts";
import { labelVector } from "../graph/size-conditioning.ts";
import type { ModelSessions } from "../models/model-sessions.ts";
import type { OpenModel } from "../models/open-models.ts";
import type { OpenSetups } from "../models/open-setups.ts";
import type { Predictions } from "../models/prediction-trial.ts";
import { unetSuspects } from "../models/suspects.ts";
import { openBatchNoise } from "../noise/index.ts";
import type { Conditioning } from "../orders/conditioning.ts";
import type { DenoiseOrder, DenoiseProgress } from "../orders/denoise-order.ts";
import type { Encoded } from "../orders/encode-order.ts";
import type { ModelSetup } from "../orders/model-setup.ts";
import type { Previews } from "../preview/previews.ts";
import { withDowncastAlphas, withZeroTerminalSnr } from "../sampling/altered-schedules.ts";
import {
  buildDenoiser,
  buildModelSchedule,
  type Denoiser,
  findSampling,
  type ModelSchedule,
  planSampling,
  type SamplingPlan,
  sample,
} from "../sampling/index.ts";
import { blendWith, type LatentMask } from "../sampling/mask-blend.ts";
import { type SoftBlending, softBlendWith } from "../sampling/soft-blend.ts";
import { startOf } from "../sampling/start.ts";
import { batchOf, imageOf } from "../tensors/latents.ts";
import { requireFinite } from "../tensors/require-finite.ts";
import { handOver } from "./hand-over.ts";
import { openUnetNetwork } from "./unet-network.ts";

export interface DenoiseContext {
  readonly setups: OpenSetups;
  readonly sessions: ModelSessions;
  readonly previews: Previews;
  readonly predictions: Predictions;
}

const secondsSince = (start: number): Seconds => (performance.now() - start) / 1000;

/** Runs the sampler; the value at the end is the final latent. See `EngineParts.denoise`. */
export async function* denoise(
  context: DenoiseContext,
  setup: ModelSetup,
  order: DenoiseOrder,
  signal: AbortSignal | undefined,
): AsyncGenerator<DenoiseProgress, Tensor> {
  const { sampler } = findSampling(order.sampler, order.schedule);
  if (!sampler.isAdaptive) return yield* denoiseTogether(context, setup, order, signal);
  const latents: Tensor[] = [];
  for (let i = 0; i < order.noise.seeds.length; i++)
    latents.push(yield* denoiseTogether(context, setup, orderOfImage(order, i), signal));
  return batchOf(latents);
}

/** One image of a batch, as an order of its own. */
function orderOfImage(order: DenoiseOrder, i: number): DenoiseOrder {
  const { seeds, variation } = order.noise;
  const { start, imageConditioning: beside } = order;
  const alone = start && (start.latent.shape[0] ?? 1) > 1 ? imageOf(start.latent, i) : start?.latent;
  return {
    ...order,
    noise: {
      ...order.noise,
      seeds: [seeds[i]!],
      ...(variation ? { variation: { ...variation, seeds: [variation.seeds[i]!] } } : {}),
    },
    ...(beside && (beside.shape[0] ?? 1) > 1 ? { imageConditioning: imageOf(beside, i) } : {}),
    ...(start && alone ? { start: { ...start, latent: alone } } : {}),
  };
}

async function* denoiseTogether(
  context: DenoiseContext,
  setup: ModelSetup,
  order: DenoiseOrder,
  signal: AbortSignal | undefined,
): AsyncGenerator<DenoiseProgress, Tensor> {
  const model = await context.setups.open(setup);
  const { checkpoint } = model;
  const channels = checkpoint.unet.layout.outChannels;
  const { width, height } = order;
  const images = order.noise.seeds.length;
  const preview = order.previews ? await context.previews.of(model) : undefined;
  const plan = planOf(checkpoint, setup, order);
  const open = (painter: ModelSetup, conditioning: Conditioning) =>
    openDenoiser(context, painter, { ...order, ...conditioning }, signal);
  const base = await open(setup, order);
  const { refiner } = order;
  const denoiser = refiner
    ? handOver({
        base,
        model: plan.model,
        switchAt: refiner.switchAt,
        bySteps: refiner.bySteps,
        openRefiner: () => open(refiner.setup, refiner),
      })
    : base;
  const noise = openBatchNoise({ ...order.noise, shape: { channels, width, height } });
  const start = order.start && repeated(order.start.latent.data, images * channels * width * height);
  const repaint = order.start?.repaint;
  const input = {
    denoiser,
    initial: noise.initial,
    noise,
    latent: start,
    mask: start && repaint ? maskBlendOf({ latent: start, repaint, channels }, order.start?.soft) : undefined,
  };
  let latent = startOf(plan, input);
  if (input.mask) latent = input.mask.finally(latent); // a plan without steps leaves it at that
  let begin = performance.now();
  for await (const { i, sigma, x, denoised } of sample(plan, input)) {
    latent = x;
    yield {
      step: i + 1,
      steps: Math.max(plan.stepCount, i + 1),
      sigma,
      seconds: secondsSince(begin),
      preview: await preview?.(denoised, { channels, width, height }),
    };
    begin = performance.now();
  }
  return { shape: [images, channels, height, width], data: latent };
}

const maskBlendOf = (mask: LatentMask & { readonly channels: number }, soft: SoftBlending | undefined) =>
  soft ? softBlendWith(mask, soft) : blendWith(mask);

/** A latent for one image, as often as the batch needs it. */
function repeated(data: Float32Array, length: number): Float32Array {
  if (data.length === length) return data;
  const all = new Float32Array(length);
  for (let at = 0; at < length; at += data.length) all.set(data, at);
  return all;
}

/** The noise levels of a checkpoint, as the setup and the order want them. */
function levelsOf(
  { betas, zeroTerminalSnr }: Checkpoint,
  setup: ModelSetup,
  { knobs }: Pick<DenoiseOrder, "knobs">,
): ModelSchedule {
  const trained = buildModelSchedule(betas);
  const plain = knobs?.downcastAlphas ? withDowncastAlphas(trained) : trained;
  return (setup.zeroTerminalSnr ?? zeroTerminalSnr) ? withZeroTerminalSnr(plain) : plain;
}

function planOf(checkpoint: Checkpoint, setup: ModelSetup, order: DenoiseOrder): SamplingPlan {
  const { knobs = {}, start } = order;
  const sampling = findSampling(order.sampler, order.schedule);
  return planSampling({
    ...sampling,
    steps: order.steps,
    model: levelsOf(checkpoint, setup, order),
    options: {
      eta: sampling.sampler.kind === "timesteps" ? knobs.etaDdim : knobs.eta,
      sChurn: knobs.sChurn,
      sTmin: knobs.sTmin,
      sTmax: knobs.sTmax,
      sNoise: knobs.sNoise,
      unipc: {
        variant: knobs.unipcVariant,
        skipType: knobs.unipcSkipType,
        order: knobs.unipcOrder,
        lowerOrderFinal: knobs.unipcLowerOrderFinal,
      },
    },
    scheduleOptions: {
      fittedTo: checkpoint.conditioning === "text" ? "sd1" : "sdxl",
      sigmaMin: knobs.sigmaMin,
      sigmaMax: knobs.sigmaMax,
      rho: knobs.rho,
      betaAlpha: knobs.betaAlpha,
      betaBeta: knobs.betaBeta,
    },
    extraNoise: knobs.extraNoise,
    discardNextToLastSigma: knobs.discardNextToLastSigma ?? false,
    sgmNoiseMultiplier: knobs.sgmNoiseMultiplier,
    noiseMultiplier: start?.noiseMultiplier,
    ...(start ? { picture: { denoisingStrength: start.denoisingStrength, exactSteps: start.steps === "exact" } } : {}),
  });
}

/** A model of the order, with the guidance of the order: the one that begins, or its refiner. */
async function openDenoiser(
  context: DenoiseContext,
  setup: ModelSetup,
  order: DenoiseOrder,
  signal: AbortSignal | undefined,
): Promise<Denoiser> {
  const opened = await context.setups.open(setup);
  const { checkpoint } = opened;
  const { layout } = checkpoint.unet;
  const use = await context.sessions.unet(opened);
  const { imageConditioning, width, height, knobs } = order;
  return buildDenoiser({
    network: openUnetNetwork({
      session: use.session,
      feeds: use.feedsFor({ width, height }),
      draws: order.noise.seeds.map((seed) => use.drawsFor({ width, height }, seed)),
      layout,
      conditioning: order,
      width,
      height,
      imageConditioning,
      labelOf: labelsOf(opened, order),
      beforeCall: () => breathe(signal),
      check: (out) => requireFinite(out, "UNet", unetSuspects(opened)),
    }),
    model: levelsOf(checkpoint, setup, order),
    prediction: await context.predictions.of(checkpoint, use),
    cfgScale: order.cfgScale,
    cfgRescale: order.cfgRescale,
    imageCfgScale: order.imageCfgScale,
    weights: order.cond.map(({ weight }) => weight),
    images: order.noise.seeds.length,
    sMinUncond: knobs?.minUncondSigma,
    sMinUncondAll: knobs?.minUncondAllSteps,
    skipEarlyCond: knobs?.skipEarlyUncond,
  });
}

/** What SD XL is told of the picture beside each prompt; undefined for the families that are told nothing. */
function labelsOf({ checkpoint: { conditioning } }: OpenModel, order: DenoiseOrder) {
  if (conditioning === "text") return undefined;
  const size = order.size ?? {
    width: order.width * pixelsPerLatentCell,
    height: order.height * pixelsPerLatentCell,
    cropTop: 0,
    cropLeft: 0,
  };
  return (prompt: Encoded, role: "cond" | "uncond") =>
    labelVector(conditioning, prompt.pooled?.data ?? new Float32Array(0), size, role);
}
