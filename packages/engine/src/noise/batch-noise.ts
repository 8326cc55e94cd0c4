import type { Seed, Sigma } from "@danfang/domain";
import { openBrownianTree } from "./brownian-tree.ts";
import { type LatentShape, lengthOf } from "./latent-shape.ts";
import type { NoiseSource } from "./noise-source.ts";
import { openNoise, type Rng } from "./open-noise.ts";
import { pasteCentred } from "./paste-centred.ts";
import { slerp } from "./slerp.ts";

interface BatchSeeds {
  readonly rng: Rng;
  /** One per image. */
  readonly seeds: readonly Seed[];
  /** Seed delta (ENSD) for every draw after the first; 0 goes on with the first draw's generators. */
  readonly etaNoiseSeedDelta?: number;
}

/** What the first draw may be besides a draw. */
interface FirstDraw {
  readonly shape: LatentShape;
  /** Variation seeds, one per image, and how far to go towards them: 0 … 1. */
  readonly variation?: { readonly seeds: readonly Seed[]; readonly strength: number } | undefined;
  /** "Resize seed from": the size whose composition is kept, in latent cells. */
  readonly resizeFrom?: { readonly width: number; readonly height: number } | undefined;
}

/** Either how many values an image has, 4 · H/8 · W/8, or its shape, which variations and resized seeds need. */
export type BatchNoiseOptions = BatchSeeds & ({ readonly length: number } | FirstDraw);

/** The noise of a whole batch, [N, 4, H/8, W/8], flat. */
export interface BatchNoise {
  /** What sampling starts from: each image's first draw. */
  readonly initial: Float32Array;
  /** Each image's next draw, for samplers that add noise on the way. */
  next(): Float32Array;
  /**
   * Each image's Brownian motion over the levels of a schedule, for the SDE samplers: seeded by the image's seed alone,
   * apart from the draws above and from the seed delta.
   */
  brownian(range: { readonly sigmaMin: Sigma; readonly sigmaMax: Sigma }): (sigma: Sigma, next: Sigma) => Float32Array;
}

/**
 * One generator per image, so an image in a batch is the image alone.
 *
 * With a seed delta the generators are made anew from seed + delta once the initial noise is drawn.
 * Source: AUTOMATIC1111 1.10.1, `modules/rng.py`, `ImageRNG`; k-diffusion `BatchedBrownianTree`.
 */
export function openBatchNoise(options: BatchNoiseOptions): BatchNoise {
  const { rng, seeds, etaNoiseSeedDelta = 0 } = options;
  const length = "shape" in options ? lengthOf(options.shape) : options.length;
  const open = (delta: number) => seeds.map((seed) => openNoise({ rng, seed: BigInt(seed) + BigInt(delta) }));
  const first = open(0);
  const initial = join(
    first.map((source, i) => ("shape" in options ? drawFirst(source, options, i) : source.next(length))),
  );
  const later = etaNoiseSeedDelta === 0 ? first : open(etaNoiseSeedDelta);
  return {
    initial,
    next: () => join(later.map((source) => source.next(length))),
    brownian(range) {
      const trees = seeds.map((seed) => openBrownianTree({ rng, seed: BigInt(seed), length, ...range }));
      return (sigma, next) => join(trees.map((tree) => tree(sigma, next)));
    },
  };
}

function drawFirst(source: NoiseSource, options: BatchSeeds & FirstDraw, image: number): Float32Array {
  const { rng, seeds, shape, variation, resizeFrom } = options;
  const isResized =
    resizeFrom !== undefined &&
    resizeFrom.width > 0 &&
    resizeFrom.height > 0 &&
    (resizeFrom.width !== shape.width || resizeFrom.height !== shape.height);
  const noiseShape = isResized ? { ...shape, ...resizeFrom } : shape;
  const anew = (seed: Seed) => openNoise({ rng, seed: BigInt(seed) }).next(lengthOf(noiseShape));
  let noise = isResized ? anew(seeds[image]!) : source.next(lengthOf(shape));
  if (variation && variation.strength !== 0)
    noise = slerp(variation.strength, noise, anew(variation.seeds[image] ?? 0), noiseShape);
  return isResized ? pasteCentred(noise, noiseShape, source.next(lengthOf(shape)), shape) : noise;
}

function join(images: readonly Float32Array[]): Float32Array {
  const length = images[0]?.length ?? 0;
  const batch = new Float32Array(images.length * length);
  images.forEach((image, i) => {
    batch.set(image, i * length);
  });
  return batch;
}
