import type { Tensor } from "@danfang/domain";
import { blurByBoxes } from "../box-blur.ts";
import { type Box, blankGrey, type GreyImage, paste, type Size } from "../raster.ts";
import { resizeTo } from "../sizes/resize-modes.ts";

/** How much a part must have changed before its old pixels are given up. */
export interface ChangeThreshold {
  readonly preservation: number;
  /** 0: only the change counts; 1: only where the mask is. */
  readonly maskInfluence: number;
  /** Change, in latent units, at which old and new are mixed in halves. */
  readonly differenceThreshold: number;
  readonly differenceContrast: number;
}

/** A Gaussian of σ = 1.5/√2 cells that reaches 0 three cells from its middle; 5 × 5, row by row. */
const radius = 2;
const kernel = (() => {
  const at = (squared: number) => Math.exp(-squared / 1.5 ** 2);
  const rim = at((radius + 1) ** 2);
  const size = radius * 2 + 1;
  return Float64Array.from({ length: size * size }, (_, i) => {
    const [x, y] = [(i % size) - radius, Math.floor(i / size) - radius];
    return Math.max(0, (at(x * x + y * y) - rim) / (1 - rim));
  });
})();

/**
 * Each value becomes the mean of those around it that lie between two shares of their sorted weights; the span between
 * is at least 1 wide, in units of weight. Source: the same, `weighted_histogram_filter`.
 */
function meanBetween(map: Float32Array, { width, height }: Size, least: number, most: number): Float32Array {
  const out = new Float32Array(map.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) out[y * width + x] = meanAround(map, { width, height }, { x, y }, [least, most]);
  return out;
}

type Weighted = readonly [value: number, weight: number];

function around(
  map: Float32Array,
  { width, height }: Size,
  at: { readonly x: number; readonly y: number },
): Weighted[] {
  const found: Weighted[] = [];
  for (let y = Math.max(0, at.y - radius); y <= Math.min(height - 1, at.y + radius); y++)
    for (let x = Math.max(0, at.x - radius); x <= Math.min(width - 1, at.x + radius); x++)
      found.push([map[y * width + x]!, kernel[(y - at.y + radius) * (radius * 2 + 1) + x - at.x + radius]!]);
  return found.sort(([a], [b]) => a - b);
}

function meanAround(
  map: Float32Array,
  size: Size,
  at: { readonly x: number; readonly y: number },
  [least, most]: readonly [number, number],
): number {
  const values = around(map, size, at);
  const total = values.reduce((sum, [, weight]) => sum + weight, 0);
  const [from, to] = spanOf(total, least, most);
  let [sum, weights, begin] = [0, 0, 0];
  for (const [value, weight] of values) {
    const end = begin + weight;
    const inside = Math.min(to, end) - Math.max(from, begin);
    if (from < end && to > begin) {
      sum += value * inside;
      weights += inside;
    }
    begin = end;
  }
  return weights === 0 ? 0 : sum / weights;
}

function spanOf(total: number, least: number, most: number): readonly [number, number] {
  const [from, to] = [total * least, total * most];
  if (to - from >= 1) return [from, to];
  const middle = (from + to) / 2;
  const [start, end] = middle + 0.5 > total ? [total - 1, total] : [middle - 0.5, middle + 0.5];
  return start < 0 ? [0, 1] : [start, end];
}

/** The source computes in float32. */
const f = Math.fround;
const smootherStep = (x: number) => f(f(f(x * x) * x) * f(f(x * f(f(6 * x) - 15)) + 10));

/**
 * A mask of what has really changed: 255 where the painted pixels are shown, of the size `size` (pixels); where `into` is
 * given, laid into a picture of that size. `before` and `after` are latents [1, C, h, w], `repaint` the mask over cells.
 *
 * Source: AUTOMATIC1111 1.10.1 `soft_inpainting.py`, `apply_adaptive_masks`, equal to it in every pixel.
 */
export function adaptiveMask(
  { before, after, repaint }: { readonly before: Tensor; readonly after: Tensor; readonly repaint: Float32Array },
  { preservation, maskInfluence, differenceThreshold, differenceContrast }: ChangeThreshold,
  size: Size,
  into?: { readonly size: Size; readonly box: Box },
): GreyImage {
  const [, channels = 0, height = 0, width = 0] = after.shape;
  const cells = { width, height };
  const distance = new Float32Array(width * height);
  for (let i = 0; i < distance.length; i++) {
    let sum = 0;
    for (let c = 0; c < channels; c++)
      sum += (after.data[c * distance.length + i]! - before.data[c * distance.length + i]!) ** 2;
    distance[i] = Math.sqrt(sum);
  }
  const change = meanBetween(meanBetween(distance, cells, 0.9, 1), cells, 0.25, 0.75);
  const shown = Uint8Array.from(change, (value, i) => {
    const masked = f(1 - f(Math.min(1, Math.max(0, repaint[i]!)) ** (preservation / 2)));
    const biased = f(0.5 * (1 - maskInfluence) + f(masked * maskInfluence));
    const half = f(differenceThreshold * f(biased / f(1.00001 - biased)));
    const kept = f(1 / f(1 + f(f(value / half) ** differenceContrast)));
    return f(255 * f(1 - smootherStep(kept))); // decimals are cut off; what is no number is 0
  });
  const small: GreyImage = { channels: 1, ...cells, data: shown };
  const mask = blurByBoxes(resizeTo(small, size, "fill"), 4);
  if (!into) return mask;
  const { box } = into;
  const sized = resizeTo(mask, { width: box.right - box.left, height: box.bottom - box.top }, "crop");
  return paste(blankGrey(into.size), sized, box.left, box.top);
}
