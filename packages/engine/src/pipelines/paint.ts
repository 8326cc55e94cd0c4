import { pixelsPerLatentCell, type Tensor } from "@danfang/domain";
import { clipTokenizer, type Tokenizer, understandPrompt } from "@danfang/prompt";
import type { Conditioning, EngineParts } from "../engine/engine.ts";
import { engineErrors } from "../errors.ts";
import { findSampling } from "../sampling/index.ts";
import type { PaintEvent, PaintOrder } from "./paint-order.ts";

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
 * Errors: `engine/badSize`, `engine/unknownSampler`, `engine/unknownSchedule`, and those of {@link EngineParts}.
 */
export async function* paint(
  engine: EngineParts,
  order: PaintOrder,
  signal?: AbortSignal,
): AsyncGenerator<PaintEvent, void> {
  check(order);
  const { setup } = order;
  yield { type: "loading" };
  let start = now();
  tokenizer ??= clipTokenizer();
  const chunksOf = (text: string) => ({ chunks: understandPrompt(text, { tokenizer: tokenizer! }).chunks });
  const prompts = [chunksOf(order.prompt), chunksOf(order.negativePrompt)];
  const model = await engine.load(setup, signal);
  const size = { width: order.width ?? model.nativeSize, height: order.height ?? model.nativeSize };
  yield { type: "loaded", model, seconds: now() - start, size };

  start = now();
  const [cond, uncond] = await engine.encode(setup, prompts, { clipSkip: order.clipSkip });
  const conditioning: Conditioning = {
    cond: [{ weight: 1, schedule: [{ untilStep: order.steps, encoded: cond! }] }],
    uncond: [{ untilStep: order.steps, encoded: uncond! }],
  };
  yield { type: "encoded", seconds: now() - start };

  for (const [batch, seeds] of order.batches.entries()) {
    const { sampler, schedule, steps, cfgScale, rng, etaNoiseSeedDelta, previews } = order;
    const width = size.width / pixelsPerLatentCell;
    const height = size.height / pixelsPerLatentCell;
    const run = { ...conditioning, sampler, schedule, steps, cfgScale, noise: { seeds, rng, etaNoiseSeedDelta } };
    const denoising = engine.denoise(setup, { ...run, width, height, previews }, signal);
    let next = await denoising.next();
    for (; !next.done; next = await denoising.next())
      yield { type: "step", batch, pass: "first", progress: next.value };
    const latent = next.value;
    yield { type: "decoding", batch };
    start = now();
    const pictures = await engine.decode(setup, latent, signal);
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
