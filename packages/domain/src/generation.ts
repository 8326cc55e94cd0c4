import type { Problem } from "./problem.ts";
import type { Recipe, Seed } from "./recipe.ts";
import type { Bytes, Seconds, Sigma } from "./units.ts";

/** 8-bit RGB, rows from the top, 3 bytes a pixel. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** The same with alpha, 4 bytes a pixel; colours are not multiplied by it. */
export interface RgbaImage {
  readonly width: number;
  readonly height: number;
  readonly channels: 4;
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
  /** Something of the order that does not act as its author expects; the picture is painted without it. */
  | { readonly type: "note"; readonly note: Problem }
  | { readonly type: "encoding" }
  | {
      readonly type: "step";
      /** 0-based batch of the job. */
      readonly batch: number;
      /** The first pass, or the larger one after it. */
      readonly pass?: "first" | "hires";
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
  readonly seed: Seed;
  readonly pixels: RgbImage;
  /** Final latent before the VAE, [1, 4, H/8, W/8], not divided by the scale factor. */
  readonly latent: Tensor;
  readonly recipe: Recipe;
  readonly infotext: string;
  /** A grid's sheet, which shows the others; it has no latent of its own. */
  readonly isSheet?: true;
  /** What was said of its order before it was finished, each thing once. */
  readonly notes?: readonly Problem[];
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
  /** What the `note` events said. */
  readonly notes?: readonly Problem[];
  readonly timings: GenerationTimings;
  /** Peak resident set of the engine process. */
  readonly peakRssBytes: Bytes;
  readonly engine: { readonly backend: string; readonly threads: number };
}

/** Times of several orders one after the other, as of one. */
export function sumTimings(all: readonly GenerationTimings[]): GenerationTimings {
  const sum = (of: (timings: GenerationTimings) => number) => all.reduce((total, timings) => total + of(timings), 0);
  return {
    loadSeconds: sum(({ loadSeconds }) => loadSeconds),
    encodeSeconds: sum(({ encodeSeconds }) => encodeSeconds),
    stepSeconds: all.flatMap(({ stepSeconds }) => stepSeconds),
    decodeSeconds: sum(({ decodeSeconds }) => decodeSeconds),
    totalSeconds: sum(({ totalSeconds }) => totalSeconds),
  };
}

/** What is to be told of two orders together; the recipe is the first one's. */
export const joinSummaries = (first: GenerationSummary, second: GenerationSummary): GenerationSummary => ({
  ...first,
  notes: [...(first.notes ?? []), ...(second.notes ?? [])],
  timings: sumTimings([first.timings, second.timings]),
  peakRssBytes: Math.max(first.peakRssBytes, second.peakRssBytes),
});
