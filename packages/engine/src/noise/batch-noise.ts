import { type NoiseSource, openNoise, type Rng } from "./noise-source.ts";

export interface BatchNoiseOptions {
  readonly rng: Rng;
  /** One per image. */
  readonly seeds: readonly (bigint | number)[];
  /** Values per image: 4 · H/8 · W/8. */
  readonly length: number;
  /** Seed delta (ENSD) for every draw after the first; 0 goes on with the first draw's generators. */
  readonly etaNoiseSeedDelta?: number;
}

/** The noise of a whole batch, [N, 4, H/8, W/8], flat. */
export interface BatchNoise {
  /** What sampling starts from: each image's first draw. */
  readonly initial: Float32Array;
  /** Each image's next draw, for samplers that add noise on the way. */
  next(): Float32Array;
}

/**
 * One generator per image, so an image in a batch is the image alone.
 *
 * With a seed delta the generators are made anew from seed + delta once the initial noise is drawn.
 * Source: AUTOMATIC1111 1.10.1, `modules/rng.py`, `ImageRNG`.
 */
export function openBatchNoise({ rng, seeds, length, etaNoiseSeedDelta = 0 }: BatchNoiseOptions): BatchNoise {
  const open = (delta: number) => seeds.map((seed) => openNoise({ rng, seed: BigInt(seed) + BigInt(delta) }));
  const first = open(0);
  const initial = draw(first, length);
  const later = etaNoiseSeedDelta === 0 ? first : open(etaNoiseSeedDelta);
  return { initial, next: () => draw(later, length) };
}

function draw(sources: readonly NoiseSource[], length: number): Float32Array {
  const batch = new Float32Array(sources.length * length);
  sources.forEach((source, i) => {
    batch.set(source.next(length), i * length);
  });
  return batch;
}
