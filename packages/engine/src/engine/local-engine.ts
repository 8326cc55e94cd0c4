import type { Bytes } from "@danfang/domain";
import type { TextEncoder } from "@danfang/weights";
import { paint } from "../pipelines/paint.ts";
import { measureMatrixPeak } from "../runtime/matrix-peak.ts";
import { float32, type Runtime } from "../runtime/runtime.ts";
import { breathe } from "./breathe.ts";
import { encodePrompts } from "./conditioner.ts";
import { denoise } from "./denoise.ts";
import type { Engine, LoadedModel } from "./engine.ts";
import { openModelSessions } from "./model-sessions.ts";
import { keepOpenModels } from "./open-models.ts";
import { toRgb } from "./pixels.ts";
import { keepPreviewMatrices } from "./preview-matrices.ts";
import { requireFinite } from "./require-finite.ts";
import { SessionPool } from "./session-pool.ts";

export interface LocalEngineOptions {
  readonly runtime: Runtime;
  /** What the weights of loaded sessions may take together. */
  readonly memoryBudget: Bytes;
}

/**
 * An engine in this very process: its runs block the caller's event loop. {@link openEngine} puts it into a process of
 * its own.
 */
export function openLocalEngine({ runtime, memoryBudget }: LocalEngineOptions): Engine {
  const pool = new SessionPool(runtime, memoryBudget);
  const sessions = openModelSessions(pool);
  const previews = keepPreviewMatrices(runtime);
  const models = keepOpenModels(async (file) => {
    previews.forget(file);
    await pool.forget((key) => key.includes(` ${file}`));
  });

  const engine: Engine = {
    async load(setup, signal): Promise<LoadedModel> {
      const model = await models.open(setup);
      const { nativeSize, unet, text, sees } = model.checkpoint;
      const isLarge = model.checkpoint.conditioning !== "text"; // XL's encoders and UNet are not to be loaded together
      for (const encoder of isLarge ? [] : text) {
        await breathe(signal);
        await sessions.text(model, setup, encoder);
      }
      await breathe(signal);
      if (!isLarge) await sessions.unet(model, setup);
      const { backend, threads } = runtime;
      return { nativeSize, backend, threads, channels: unet.layout.outChannels, sees, notes: [] };
    },

    async encode(setup, prompts, { clipSkip, emphasis = "original" }) {
      const model = await models.open(setup);
      const sessionOf = (encoder: TextEncoder) => sessions.text(model, setup, encoder);
      const vectorsOf = async () => undefined;
      return encodePrompts({ checkpoint: model.checkpoint, sessionOf, vectorsOf, clipSkip, emphasis }, prompts);
    },

    async *denoise(setup, order, signal) {
      return yield* denoise({ sessions, previews }, await models.open(setup), setup, order, signal);
    },

    async decode(setup, latent, signal) {
      const model = await models.open(setup);
      const session = await sessions.decoder(model, setup);
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

    paint: (order, signal) => paint(engine, order, signal),

    upscale: () => Promise.reject(new Error("not built")),

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
  return engine;
}
