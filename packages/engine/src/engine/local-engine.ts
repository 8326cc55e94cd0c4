import type { Bytes } from "@danfang/domain";
import { concatenate, emphasize } from "../pipelines/conditioning.ts";
import { paint } from "../pipelines/paint.ts";
import { measureMatrixPeak } from "../runtime/matrix-peak.ts";
import { float32, type Runtime } from "../runtime/runtime.ts";
import { breathe } from "./breathe.ts";
import { denoise } from "./denoise.ts";
import type { Encoded, Engine, LoadedModel } from "./engine.ts";
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
      for (const open of [sessions.text, sessions.unet]) {
        await breathe(signal);
        await open(model, setup);
      }
      const { nativeSize, unet } = model.checkpoint;
      const { backend, threads } = runtime;
      return { nativeSize, backend, threads, channels: unet.layout.outChannels, sees: "nothing", notes: [] };
    },

    async encode(setup, prompts, { clipSkip }) {
      const model = await models.open(setup);
      const { layout, tensors } = model.checkpoint.text;
      const { session, feeds } = await sessions.text(model, setup);
      const output = `skip${Math.min(clipSkip, layout.layers)}`;
      const encodeChunk = async (ids: readonly number[]) => {
        const tokens = { type: "int64", shape: [1, ids.length], data: BigInt64Array.from(ids, BigInt) } as const;
        const results = await session.run({ ...feeds, tokens }, [output]);
        const state = results[output]!;
        await requireFinite(state, "text encoder", tensors);
        return state;
      };
      const encoded: Encoded[] = [];
      for (const { chunks } of prompts) {
        const states: Float32Array[] = [];
        for (const { tokens, weights } of chunks) states.push(emphasize(await encodeChunk(tokens), weights));
        encoded.push({ context: concatenate(states, layout.width) });
      }
      return encoded;
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
