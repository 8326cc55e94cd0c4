import { setImmediate } from "node:timers/promises";
import type { Bytes, Seconds, Tensor } from "@danfang/domain";
import { type Checkpoint, openCheckpoint, openVae, type TensorScope } from "@danfang/weights";
import { engineErrors } from "../errors.ts";
import { buildClip } from "../graph/clip.ts";
import { buildUnet } from "../graph/unet.ts";
import { buildVaeDecoder, buildVaeEncoder } from "../graph/vae.ts";
import { openBatchNoise } from "../noise/index.ts";
import { concatenate, emphasize } from "../pipelines/conditioning.ts";
import { measureMatrixPeak } from "../runtime/matrix-peak.ts";
import { float32, type Runtime } from "../runtime/runtime.ts";
import { buildDenoiser, buildModelSchedule, findSampling, planSampling, sample } from "../sampling/index.ts";
import type { DenoiseProgress, Engine, LoadedModel, ModelFiles, TokenChunks } from "./engine.ts";
import { findNotFinite } from "./find-not-finite.ts";
import { stampOf } from "./model-stamp.ts";
import { allFinite, toRgb } from "./pixels.ts";
import { fitPreview, type PreviewMatrix, previewOf, previewSamples, sampleSize } from "./preview.ts";
import { SessionPool } from "./session-pool.ts";
import { openUnetNetwork } from "./unet-network.ts";

export interface LocalEngineOptions {
  readonly runtime: Runtime;
  /** What the weights of loaded sessions may take together. */
  readonly memoryBudget: Bytes;
}

interface OpenModel {
  readonly checkpoint: Checkpoint;
  readonly vae: TensorScope;
}

const secondsSince = (start: number): Seconds => (performance.now() - start) / 1000;

/**
 * An engine in this very process: its runs block the caller's event loop. {@link openEngine} puts it into a process of
 * its own.
 */
export function openLocalEngine({ runtime, memoryBudget }: LocalEngineOptions): Engine {
  const pool = new SessionPool(runtime, memoryBudget);
  const models = new Map<string, Promise<OpenModel>>();
  const previewMatrices = new Map<string, PreviewMatrix>();
  const stamps = new Map<string, string>();

  /** Forgets what was made of a file that has changed since: it was mended, or replaced by a newer version. */
  async function renew(file: string): Promise<void> {
    const stamp = await stampOf(file);
    const known = stamps.get(file);
    stamps.set(file, stamp);
    if (known === undefined || known === stamp) return;
    for (const key of models.keys()) if (JSON.parse(key).includes(file)) models.delete(key);
    previewMatrices.delete(file);
    await pool.forget((key) => key.endsWith(` ${file}`));
  }

  const openModel = async (files: ModelFiles): Promise<OpenModel> => {
    await renew(files.checkpoint);
    if (files.vae !== undefined) await renew(files.vae);
    const key = JSON.stringify([files.checkpoint, files.vae]);
    const found = models.get(key);
    if (found) return found;
    const opening = (async () => {
      const checkpoint = await openCheckpoint(files.checkpoint);
      const vae = files.vae === undefined ? checkpoint.vae : await openVae(files.vae);
      if (!vae) throw engineErrors.noVae({ file: checkpoint.file });
      buildVaeDecoder(vae); // loaded later, but a fault in it shows now and not after the last step
      return { checkpoint, vae };
    })();
    models.set(key, opening);
    opening.catch(() => models.delete(key)); // a file that failed may be mended: it is read anew next time
    return opening;
  };

  const clip = ({ checkpoint: { file, text } }: OpenModel) =>
    pool.use(`clip ${file}`, () => buildClip(text.tensors, text.layout));
  const unet = ({ checkpoint: { file, unet } }: OpenModel) =>
    pool.use(`unet ${file}`, () => buildUnet(unet.tensors, unet.layout));
  const decoder = ({ vae }: OpenModel) =>
    pool.use(`vae-decoder ${vae.file}`, () => buildVaeDecoder(vae), { activations: "kept" });

  async function requireFinite(values: Float32Array, part: string, scope: TensorScope): Promise<void> {
    if (allFinite(values)) return;
    throw engineErrors.notANumber({ part, file: scope.file, tensor: await findNotFinite(scope) });
  }

  async function previewMatrix(model: OpenModel): Promise<PreviewMatrix | undefined> {
    const { checkpoint, vae } = model;
    const found = previewMatrices.get(vae.file);
    if (found) return found;
    if (!vae.has("encoder")) return undefined;
    const image = float32([1, 3, sampleSize, sampleSize], previewSamples());
    const encoder = await runtime.open(buildVaeEncoder(vae)); // needed once: not worth a place in the pool
    const { moments } = await encoder.run({ image }, ["moments"]);
    await encoder.close();
    const fitted = fitPreview(moments!, checkpoint.unet.layout.outChannels, checkpoint.scaleFactor);
    previewMatrices.set(vae.file, fitted);
    return fitted;
  }

  return {
    async load(files, signal): Promise<LoadedModel> {
      const model = await openModel(files);
      for (const open of [clip, unet]) {
        await breathe(signal);
        await open(model);
      }
      return { nativeSize: model.checkpoint.nativeSize, backend: runtime.backend, threads: runtime.threads };
    },

    async encode(files, prompts: readonly TokenChunks[], clipSkip) {
      const model = await openModel(files);
      const { layout, tensors } = model.checkpoint.text;
      const session = await clip(model);
      const output = `skip${Math.min(clipSkip, layout.layers)}`;
      const encodeChunk = async (tokens: readonly number[]) => {
        const data = BigInt64Array.from(tokens, BigInt);
        const results = await session.run({ tokens: { type: "int64", shape: [1, tokens.length], data } }, [output]);
        const state = results[output]!;
        await requireFinite(state, "text encoder", tensors);
        return state;
      };
      const encoded: Tensor[] = [];
      for (const { chunks } of prompts) {
        const states: Float32Array[] = [];
        for (const { tokens, weights } of chunks) states.push(emphasize(await encodeChunk(tokens), weights));
        encoded.push(concatenate(states, layout.width));
      }
      return encoded;
    },

    async *denoise(files, order, signal): AsyncGenerator<DenoiseProgress, Tensor> {
      const model = await openModel(files);
      const { checkpoint } = model;
      const channels = checkpoint.unet.layout.outChannels;
      const session = await unet(model);
      const preview = order.previews ? await previewMatrix(model) : undefined;
      const schedule = buildModelSchedule(checkpoint.betas);
      const { sampler, schedule: sigmas } = findSampling(order.sampler, order.schedule);
      const plan = planSampling({ sampler, schedule: sigmas, steps: order.steps, model: schedule });
      const denoiser = buildDenoiser({
        network: openUnetNetwork({
          session,
          layout: checkpoint.unet.layout,
          order,
          beforeCall: () => breathe(signal),
          check: (out) => requireFinite(out, "UNet", checkpoint.unet.tensors),
        }),
        model: schedule,
        prediction: checkpoint.prediction,
        cfgScale: order.cfgScale,
      });
      const cells = { channels, width: order.width, height: order.height };
      const noise = openBatchNoise({
        rng: order.rng,
        seeds: order.seeds,
        length: channels * cells.width * cells.height,
        etaNoiseSeedDelta: order.etaNoiseSeedDelta,
      });
      let latent = noise.initial;
      let start = performance.now();
      for await (const { i, sigma, x, denoised } of sample(plan, {
        denoiser,
        initial: noise.initial,
        noise: noise.next,
      })) {
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
      return { shape: [order.seeds.length, channels, cells.height, cells.width], data: latent };
    },

    async decode(files, latent, signal) {
      const model = await openModel(files);
      const session = await decoder(model);
      const [n = 0, channels = 0, height = 0, width = 0] = latent.shape;
      const size = channels * height * width;
      const images = [];
      for (let i = 0; i < n; i++) {
        await breathe(signal);
        const scaled = latent.data.slice(i * size, (i + 1) * size).map((v) => v / model.checkpoint.scaleFactor);
        const { image } = await session.run({ latent: float32([1, channels, height, width], scaled) }, ["image"]);
        await requireFinite(image!, "VAE", model.vae);
        images.push(toRgb(image!, { width, height }));
      }
      return images;
    },

    unload: () => pool.clear(),

    async stats() {
      const rssBytes = process.memoryUsage.rss();
      return {
        peakRssBytes: Math.max(process.resourceUsage().maxRSS * 1024, rssBytes), // the kernel counts the peak less often
        rssBytes,
        residentBytes: pool.residentBytes,
        sessions: pool.keys,
      };
    },

    measurePeak: () => measureMatrixPeak(runtime),

    close: () => pool.clear(),
  };
}

/** Lets messages in, among them the one that cancels. Errors: `engine/cancelled`. */
async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  if (signal?.aborted) throw engineErrors.cancelled({});
}
