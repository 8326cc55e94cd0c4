import { pixelsPerLatentCell, type Seconds, type Tensor } from "@danfang/domain";
import { labelVector } from "../graph/size-conditioning.ts";
import { openBatchNoise } from "../noise/index.ts";
import { buildDenoiser, buildModelSchedule, findSampling, planSampling, sample } from "../sampling/index.ts";
import { breathe } from "./breathe.ts";
import type { DenoiseOrder, DenoiseProgress, Encoded, ModelSetup } from "./engine.ts";
import type { ModelSessions } from "./model-sessions.ts";
import type { OpenModel } from "./open-models.ts";
import { previewOf } from "./preview.ts";
import type { PreviewMatrices } from "./preview-matrices.ts";
import { requireFinite } from "./require-finite.ts";
import { openUnetNetwork } from "./unet-network.ts";

export interface DenoiseContext {
  readonly sessions: ModelSessions;
  readonly previews: PreviewMatrices;
}

const secondsSince = (start: number): Seconds => (performance.now() - start) / 1000;

/** Runs the sampler; the value at the end is the final latent. See `EngineParts.denoise`. */
export async function* denoise(
  { sessions, previews }: DenoiseContext,
  model: OpenModel,
  setup: ModelSetup,
  order: DenoiseOrder,
  signal: AbortSignal | undefined,
): AsyncGenerator<DenoiseProgress, Tensor> {
  const { checkpoint } = model;
  const { layout, tensors } = checkpoint.unet;
  const channels = layout.outChannels;
  const cells = { channels, width: order.width, height: order.height };
  const { session, feeds } = await sessions.unet(model, setup);
  const preview = order.previews ? await previews.of(model) : undefined;
  const schedule = buildModelSchedule(checkpoint.betas);
  const { sampler, schedule: sigmas } = findSampling(order.sampler, order.schedule);
  const plan = planSampling({ sampler, schedule: sigmas, steps: order.steps, model: schedule });
  const denoiser = buildDenoiser({
    network: openUnetNetwork({
      ...{ session, feeds, layout, conditioning: order, width: order.width, height: order.height },
      ...{ vectorOf: labelsOf(model, order), beside: order.imageConditioning },
      beforeCall: () => breathe(signal),
      check: (out) => requireFinite(out, "UNet", tensors),
    }),
    model: schedule,
    prediction: checkpoint.prediction,
    cfgScale: order.cfgScale,
    weights: order.cond.map(({ weight }) => weight),
  });
  const noise = openBatchNoise({ ...order.noise, length: channels * order.width * order.height });
  let latent = noise.initial;
  let start = performance.now();
  for await (const { i, sigma, x, denoised } of sample(plan, { denoiser, initial: noise.initial, noise: noise.next })) {
    latent = x;
    yield {
      step: i + 1,
      steps: plan.stepCount,
      sigma,
      seconds: secondsSince(start),
      preview: preview && previewOf(preview, denoised, cells),
    };
    start = performance.now();
  }
  return { shape: [order.noise.seeds.length, channels, order.height, order.width], data: latent };
}

/** What SD XL is told of the picture beside each prompt; undefined for the families that are told nothing. */
function labelsOf({ checkpoint: { conditioning } }: OpenModel, order: DenoiseOrder) {
  if (conditioning === "text") return undefined;
  const size = order.size ?? {
    ...{ width: order.width * pixelsPerLatentCell, height: order.height * pixelsPerLatentCell },
    ...{ cropTop: 0, cropLeft: 0 },
  };
  const negatives = new Set(order.uncond.map(({ encoded }) => encoded));
  return (prompt: Encoded) => {
    const pooled = prompt.pooled?.data ?? new Float32Array(0);
    return labelVector(conditioning, pooled, size, negatives.has(prompt) ? "uncond" : "cond");
  };
}
