import { pixelsPerLatentCell } from "@danfang/domain";
import { PythonRandom } from "../../noise/python-random.ts";
import type { TiledLayer } from "./tiled-layers.ts";

export interface HypertileOptions {
  /** 0 … 3: deeper layers stay whole. */
  readonly maxDepth: number;
  /** Pixels. */
  readonly maxTile: number;
  /** Of how many ways to cut one is drawn. */
  readonly swapSize: number;
}

/** A picture's tokens as rows of tiles: so many down, each so high; so many across, each so wide. */
export type Tiles = readonly [down: number, height: number, across: number, width: number];

interface Picture {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Of each level of the network, how many tokens. */
  readonly tokensAt: (layer: TiledLayer) => number;
}

/** Pixels. */
const leastTile = 128;

/**
 * The tiles of every layer for one call of the model after the other, drawn as AUTOMATIC1111 draws them from a seed.
 * Source: v1.10.1 `extensions-builtin/hypertile/hypertile.py`, what it takes for width and height included.
 */
export function tileChooser(
  layers: readonly TiledLayer[],
  picture: Picture,
  { maxTile, swapSize }: HypertileOptions,
  seed: bigint | number,
): () => readonly Tiles[] {
  const random = new PythonRandom(seed);
  const { width, height } = picture;
  const tile = Math.floor(Math.max(leastTile, Math.min(powerOfTwoIn(width, height), maxTile)) / pixelsPerLatentCell);
  const count = (side: number, least: number) => {
    const counts = tileCounts(side, Math.min(least, side)).slice(0, Math.max(swapSize, 1));
    return counts[random.below(counts.length)]!;
  };
  return () =>
    layers.map((layer): Tiles => {
      const [h, w] = sidesOf(picture.tokensAt(layer), width / height);
      const least = tile * 2 ** layer.depth;
      const down = count(h, least);
      const across = count(w, least);
      return [down, h / down, across, w / across];
    });
}

/** The largest power of two that divides both. */
function powerOfTwoIn(a: number, b: number): number {
  let power = 1;
  while (a % (2 * power) === 0 && b % (2 * power) === 0) power *= 2;
  return power;
}

/** How many equal tiles of at least `least` a side may have, most first. */
function tileCounts(side: number, least: number): number[] {
  const counts: number[] = [];
  for (let size = least; size <= side; size++) if (side % size === 0) counts.push(side / size);
  return counts;
}

/** Two whole sides of so many tokens, in about the given ratio. */
function sidesOf(tokens: number, ratio: number): readonly [number, number] {
  const [h, w] = [roundHalfEven(Math.sqrt(tokens * ratio)), roundHalfEven(Math.sqrt(tokens / ratio))];
  if (h * w === tokens) return [h, w];
  if (h > 0 && tokens % h === 0) return [h, tokens / h];
  if (w > 0 && tokens % w === 0) return [tokens / w, w];
  let best: readonly [number, number] = [1, tokens];
  let distance = Number.POSITIVE_INFINITY;
  for (let side = 2; side <= tokens; side++) {
    if (tokens % side !== 0) continue;
    const off = Math.abs(tokens / side / side - ratio);
    if (off < distance) [best, distance] = [[side, tokens / side], off];
  }
  return best;
}

/** Python's `round`. */
function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const isHalf = value - below === 0.5;
  return isHalf ? below + (below % 2) : Math.round(value);
}
