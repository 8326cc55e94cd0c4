import { type Box, channelsOf, type Raster, reshaped, type Size } from "../raster.ts";

export type Filter = "nearest" | "box" | "bilinear" | "bicubic" | "lanczos";

interface Kernel {
  /** Half its width, in source pixels where nothing shrinks. */
  readonly support: number;
  readonly at: (x: number) => number;
}

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** Source: Keys 1981 with a = −0.5, as Pillow has it. */
function cubic(x: number): number {
  const a = -0.5;
  const t = Math.abs(x);
  if (t < 1) return ((a + 2) * t - (a + 3)) * t * t + 1;
  return t < 2 ? (((t - 5) * t + 8) * t - 4) * a : 0;
}

const kernels: Readonly<Record<Exclude<Filter, "nearest">, Kernel>> = {
  box: { support: 0.5, at: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, at: (x) => Math.max(0, 1 - Math.abs(x)) },
  bicubic: { support: 2, at: cubic },
  lanczos: { support: 3, at: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

/** For one pixel of the result: the first source pixel, and the weight of it and those after it. */
interface Taps {
  readonly first: number;
  readonly weights: Int32Array;
}

/** Fraction bits of a weight: 32 less 8 for the pixel and 2 for overshoot. */
const precision = 22;
const one = 2 ** precision;

/** Weights of every result pixel along one axis, [from, to) of `size` source pixels becoming `count`. */
function tapsOf({ support: halfWidth, at }: Kernel, size: number, from: number, to: number, count: number): Taps[] {
  const scale = (to - from) / count;
  const stretch = Math.max(1, scale);
  const support = halfWidth * stretch;
  return Array.from({ length: count }, (_, i) => {
    const center = from + (i + 0.5) * scale;
    const first = Math.max(0, Math.trunc(center - support + 0.5));
    const end = Math.min(size, Math.trunc(center + support + 0.5));
    const raw = Array.from({ length: end - first }, (__, k) => at((first + k - center + 0.5) / stretch));
    const total = raw.reduce((sum, weight) => sum + weight, 0) || 1;
    const rounded = (weight: number) => Math.trunc((weight / total) * one + (weight < 0 ? -0.5 : 0.5));
    return { first, weights: Int32Array.from(raw, rounded) };
  });
}

/**
 * One pass. The picture is seen as [outer, axis, inner] bytes: columns have inner = channels, rows inner = a whole row.
 */
function resampleAxis(data: Uint8Array, outer: number, axis: number, inner: number, taps: readonly Taps[]): Uint8Array {
  const out = new Uint8Array(outer * taps.length * inner);
  for (let o = 0; o < outer; o++)
    for (let i = 0; i < taps.length; i++) {
      const { first, weights } = taps[i]!;
      for (let k = 0; k < inner; k++) {
        let sum = one / 2;
        let from = (o * axis + first) * inner + k;
        for (let t = 0; t < weights.length; t++, from += inner) sum += data[from]! * weights[t]!;
        const level = sum >> precision;
        out[(o * taps.length + i) * inner + k] = level < 0 ? 0 : level > 255 ? 255 : level;
      }
    }
  return out;
}

/** Source pixels of the result's, stepping as Pillow's affine does: sums, not products, so that ties fall the same. */
function nearestIndices(from: number, to: number, count: number): number[] {
  const step = (to - from) / count;
  let at = from + step * 0.5;
  return Array.from({ length: count }, () => {
    const index = Math.trunc(at);
    at += step;
    return index;
  });
}

function resizeNearest<T extends Raster>(image: T, { width, height }: Size, box: Box): T {
  const channels = channelsOf(image);
  const columns = nearestIndices(box.left, box.right, width);
  const rows = nearestIndices(box.top, box.bottom, height);
  const data = new Uint8Array(width * height * channels);
  let to = 0;
  for (const row of rows)
    for (const column of columns)
      for (let k = 0; k < channels; k++) data[to++] = image.data[(row * image.width + column) * channels + k]!;
  return reshaped(image, width, height, data);
}

/**
 * A picture at another size; `box` is the part of it to use, which may be empty along an axis (then its edge is
 * extended). Columns first, then rows, each rounded to 8 bits.
 *
 * Pictures with alpha must be premultiplied. Source: Pillow `Resample.c` and `Geometry.c`, equal to it in every pixel.
 */
export function resize<T extends Raster>(image: T, size: Size, filter: Filter, box?: Box): T {
  const all = { left: 0, top: 0, right: image.width, bottom: image.height };
  const { left, top, right, bottom } = box ?? all;
  const { width, height } = size;
  const wide = width !== image.width || left !== 0 || right !== width;
  const high = height !== image.height || top !== 0 || bottom !== height;
  if (!wide && !high) return reshaped(image, width, height, image.data.slice());
  if (filter === "nearest") return resizeNearest(image, size, box ?? all);
  const kernel = kernels[filter];
  const channels = channelsOf(image);
  let data = image.data;
  if (wide) {
    const taps = tapsOf(kernel, image.width, left, right, width);
    data = resampleAxis(data, image.height, image.width, channels, taps);
  }
  if (high) {
    const taps = tapsOf(kernel, image.height, top, bottom, height);
    data = resampleAxis(data, 1, image.height, width * channels, taps);
  }
  return reshaped(image, width, height, data);
}
