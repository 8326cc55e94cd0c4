import { z } from "zod";
import type { Recipe } from "./recipe.ts";
import type { Bytes, Seconds, Sigma } from "./units.ts";

/** AUTOMATIC1111 draws random seeds from 0 to this, inclusive. Source: `modules/processing.py` get_fixed_seed. */
export const largestRandomSeed = 4294967293;

/**
 * One order for pictures, as the command line, the page and the API give it. Sizes are pixels; an absent size is the
 * checkpoint's own. `checkpoint` and `vae` are a name, a path or a hash; absent means the default checkpoint.
 */
export const GenerationRequest = z.object({
  prompt: z.string().max(1_000_000),
  negativePrompt: z.string().max(1_000_000).default(""),
  checkpoint: z.string().min(1).optional(),
  vae: z.string().min(1).default("auto"),
  steps: z.number().int().min(1).max(1000).default(20),
  sampler: z.string().default("Euler a"),
  schedule: z.string().default("automatic"),
  cfgScale: z.number().min(0).max(1000).default(7),
  /** -1 draws one at random. */
  seed: z.number().int().min(-1).max(Number.MAX_SAFE_INTEGER).default(-1),
  width: z.number().int().positive().max(16384).optional(),
  height: z.number().int().positive().max(16384).optional(),
  clipSkip: z.number().int().min(1).max(12).default(1),
  batchSize: z.number().int().min(1).max(64).default(1),
  batchCount: z.number().int().min(1).max(10_000).default(1),
  rng: z.enum(["cpu", "nv"]).default("cpu"),
  etaNoiseSeedDelta: z.number().int().default(0),
});
export type GenerationRequest = z.infer<typeof GenerationRequest>;

/** 8-bit RGB, rows from the top, 3 bytes a pixel. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** float32 values, row-major, with their shape. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** What a job tells while it runs, in order. Only the `done` event ends it; a failure is thrown. */
export type GenerationEvent =
  | { readonly type: "loading"; readonly checkpoint: string }
  | { readonly type: "encoding" }
  | {
      readonly type: "step";
      /** 0-based batch of the job. */
      readonly batch: number;
      /** Model steps done in this batch, 1 … steps. */
      readonly step: number;
      readonly steps: number;
      readonly sigma: Sigma;
      readonly seconds: Seconds;
      /** x₀ as the sampler sees it now, latent resolution (1 pixel per cell); the first picture of the batch. */
      readonly preview: RgbImage | undefined;
    }
  | { readonly type: "decoding"; readonly batch: number }
  | { readonly type: "image"; readonly image: PaintedImage }
  | { readonly type: "done"; readonly summary: GenerationSummary };

export interface PaintedImage {
  /** 0-based position in the whole job. */
  readonly index: number;
  readonly seed: number;
  readonly pixels: RgbImage;
  /** Final latent before the VAE, [1, 4, H/8, W/8], not divided by the scale factor. */
  readonly latent: Tensor;
  readonly recipe: Recipe;
  readonly infotext: string;
}

export interface GenerationTimings {
  readonly loadSeconds: Seconds;
  readonly encodeSeconds: Seconds;
  readonly stepSeconds: readonly Seconds[];
  readonly decodeSeconds: Seconds;
  readonly totalSeconds: Seconds;
}

export interface GenerationSummary {
  readonly recipe: Recipe;
  readonly timings: GenerationTimings;
  /** Peak resident set of the engine process. */
  readonly peakRssBytes: Bytes;
  readonly engine: { readonly backend: string; readonly threads: number };
}
