import type { Bytes } from "@danfang/domain";
import { type Checkpoint, openUpscaler, type TextEncoder } from "@danfang/weights";
import { breathe } from "../breathe.ts";
import { denoise } from "../denoising/denoise.ts";
import { buildUpscaler } from "../graph/upscalers/upscaler.ts";
import { openModelSessions } from "../models/model-sessions.ts";
import { keepOpenSetups } from "../models/open-setups.ts";
import { keepPredictions } from "../models/prediction-trial.ts";
import { isMadeOf } from "../models/session-identity.ts";
import { SessionPool } from "../models/session-pool.ts";
import type { LoadedModel } from "../orders/model-setup.ts";
import { enlargeTiled } from "../pictures/enlarge-with.ts";
import { upscalePicture } from "../pictures/upscale-picture.ts";
import { decodePictures, encodePicture } from "../pictures/vae-pictures.ts";
import { paint } from "../pipelines/paint.ts";
import { keepPreviews } from "../preview/previews.ts";
import { attentionOf } from "../runtime/check-attention.ts";
import { measureMatrixPeak } from "../runtime/matrix-peak.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { encodePrompts } from "../text/conditioner.ts";
import { keepEncodedPrompts } from "../text/encoded-prompts.ts";
import type { Engine } from "./engine.ts";

export interface LocalEngineOptions {
  readonly runtime: Runtime;
  /** What the weights of loaded sessions may take together. */
  readonly memoryBudget: Bytes;
}

/** XL's encoders and UNet are not to be loaded together where memory is short. */
const isLarge = ({ conditioning }: Pick<Checkpoint, "conditioning">) => conditioning !== "text";

/**
 * An engine in this very process: its runs block the caller's event loop. {@link openEngine} puts it into a process of
 * its own.
 */
export function openLocalEngine({ runtime, memoryBudget }: LocalEngineOptions): Engine {
  const pool = new SessionPool(runtime, memoryBudget);
  let attention: Promise<"fused" | "plain"> | undefined;
  const attentionWay = () => {
    attention ??= attentionOf(runtime);
    return attention;
  };
  const sessions = openModelSessions(pool, attentionWay);
  const previews = keepPreviews(runtime, pool);
  const encodedPrompts = keepEncodedPrompts();
  const setups = keepOpenSetups(async (file) => {
    encodedPrompts.clear();
    previews.forget(file);
    await pool.forget((identity) => isMadeOf(identity, file));
  });
  const predictions = keepPredictions();
  const context = { setups, sessions, previews, predictions, runtime };

  const engine: Engine = {
    async load(setup, signal): Promise<LoadedModel> {
      const opened = await setups.open(setup);
      const { checkpoint } = opened;
      const { unet, text, sees, nativeSizes } = checkpoint;
      for (const encoder of isLarge(checkpoint) ? [] : text) {
        await breathe(signal);
        await sessions.text(opened, encoder);
      }
      await breathe(signal);
      const prediction = isLarge(checkpoint)
        ? checkpoint.prediction
        : await predictions.of(checkpoint, await sessions.unet(opened));
      const nativeSize = nativeSizes[prediction];
      const { backend, threads } = runtime;
      const { embeddings, notes } = opened.networks;
      return { nativeSize, backend, threads, channels: unet.layout.outChannels, sees, embeddings, notes };
    },

    async encode(setup, prompts, options) {
      const { clipSkip, emphasis = "original" } = options;
      const opened = await setups.open(setup);
      const { checkpoint, networks } = opened;
      const sessionOf = (encoder: TextEncoder) => sessions.text(opened, encoder);
      const vectorsOf = async (name: string, encoder: TextEncoder) => networks.vectorsOf(name, encoder);
      const conditioner = { checkpoint, sessionOf, vectorsOf, clipSkip, emphasis };
      return encodedPrompts.all(setup, prompts, options, async (unknown) => {
        const encoded = await encodePrompts(conditioner, unknown);
        if (isLarge(checkpoint) && pool.isTight) await sessions.forgetText(opened);
        return encoded;
      });
    },

    denoise: (setup, order, signal) => denoise(context, setup, order, signal),

    encodeImage: (setup, image, options) => encodePicture(context, setup, image, options),

    decode: (setup, latent, signal) => decodePictures(context, setup, latent, signal),

    upscale: (order, signal) =>
      upscalePicture(order, async (file) => {
        const upscaler = await openUpscaler(file);
        const attention = await attentionWay();
        const session = await pool.use({ part: "upscaler", file }, () => buildUpscaler(upscaler, { attention }));
        return enlargeTiled(session, upscaler, () => breathe(signal));
      }),

    paint: (order, signal) => paint(engine, order, signal),

    unload: () => pool.clear(),

    async stats() {
      const rssBytes = process.memoryUsage.rss();
      return {
        peakRssBytes: Math.max(process.resourceUsage().maxRSS * 1024, rssBytes), // the kernel counts the peak less often
        rssBytes,
        residentBytes: pool.residentBytes,
        sessions: pool.described,
      };
    },

    measurePeak: () => measureMatrixPeak(runtime),

    close: () => pool.clear(),
  };
  return engine;
}
