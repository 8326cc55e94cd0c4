import { pixelsPerLatentCell, type RgbImage, type Seconds, type Tensor } from "@danfang/domain";
import { clipTokenizer, type Tokenizer, understandPrompt } from "@danfang/prompt";
import type { DenoiseProgress, Engine, LoadedModel, ModelFiles } from "../engine/engine.ts";
import { engineErrors } from "../errors.ts";
import type { Rng } from "../noise/index.ts";
import { findSampling } from "../sampling/index.ts";

/** What to paint, with every choice made. Sizes in pixels; absent: the checkpoint's own. */
export interface PaintOrder {
  readonly files: ModelFiles;
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly steps: number;
  readonly sampler: string;
  readonly schedule: string;
  readonly cfgScale: number;
  /** Batches of seeds: one image each. */
  readonly batches: readonly (readonly number[])[];
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly clipSkip: number;
  readonly rng: Rng;
  readonly etaNoiseSeedDelta: number;
  readonly previews: boolean;
}

export type PaintEvent =
  | { readonly type: "loading" }
  | { readonly type: "loaded"; readonly model: LoadedModel; readonly seconds: Seconds; readonly size: PaintSize }
  | { readonly type: "encoded"; readonly seconds: Seconds }
  | { readonly type: "step"; readonly batch: number; readonly progress: DenoiseProgress }
  | { readonly type: "decoding"; readonly batch: number }
  | {
      readonly type: "batch";
      readonly batch: number;
      readonly images: readonly { readonly seed: number; readonly pixels: RgbImage; readonly latent: Tensor }[];
      readonly decodeSeconds: Seconds;
    };

export interface PaintSize {
  readonly width: number;
  readonly height: number;
}

let tokenizer: Tokenizer | undefined;

const now = () => performance.now() / 1000;

/** Fails early, before anything is loaded: a fault in the order should not cost a minute. */
function check(order: PaintOrder): void {
  findSampling(order.sampler, order.schedule);
  for (const pixels of [order.width, order.height])
    if (pixels !== undefined && pixels % pixelsPerLatentCell !== 0)
      throw engineErrors.badSize({ width: order.width ?? pixels, height: order.height ?? pixels });
}

/**
 * Text to pictures: encode both prompts once, then denoise and decode batch by batch.
 *
 * Errors: `engine/badSize`, `engine/unknownSampler`, `engine/unknownSchedule`, and those of {@link Engine}.
 */
export async function* txt2img(engine: Engine, order: PaintOrder, signal?: AbortSignal): AsyncGenerator<PaintEvent> {
  check(order);
  const { files } = order;
  yield { type: "loading" };
  let start = now();
  tokenizer ??= clipTokenizer();
  const chunksOf = (text: string) => ({ chunks: understandPrompt(text, { tokenizer: tokenizer! }).chunks });
  const prompts = [chunksOf(order.prompt), chunksOf(order.negativePrompt)];
  const model = await engine.load(files, signal);
  const size = { width: order.width ?? model.nativeSize, height: order.height ?? model.nativeSize };
  yield { type: "loaded", model, seconds: now() - start, size };

  start = now();
  const [cond, uncond] = await engine.encode(files, prompts, order.clipSkip);
  yield { type: "encoded", seconds: now() - start };

  for (const [batch, seeds] of order.batches.entries()) {
    const { sampler, schedule, steps, cfgScale, rng, etaNoiseSeedDelta, previews } = order;
    const width = size.width / pixelsPerLatentCell;
    const height = size.height / pixelsPerLatentCell;
    const run = { cond: cond!, uncond: uncond!, sampler, schedule, steps, cfgScale, seeds, rng, etaNoiseSeedDelta };
    const denoising = engine.denoise(files, { ...run, width, height, previews }, signal);
    let next = await denoising.next();
    for (; !next.done; next = await denoising.next()) yield { type: "step", batch, progress: next.value };
    const latent = next.value;
    yield { type: "decoding", batch };
    start = now();
    const pictures = await engine.decode(files, latent, signal);
    const decodeSeconds = now() - start;
    const images = seeds.map((seed, i) => ({ seed, pixels: pictures[i]!, latent: imageOf(latent, i) }));
    yield { type: "batch", batch, images, decodeSeconds };
  }
}

/** One image of a batch, [N, C, h, w] → [1, C, h, w]. */
function imageOf({ shape, data }: Tensor, i: number): Tensor {
  const size = data.length / (shape[0] ?? 1);
  return { shape: [1, ...shape.slice(1)], data: data.slice(i * size, (i + 1) * size) };
}
