import type { GreyImage } from "./raster.ts";
import { reshaped } from "./raster.ts";

/** Weights are whole 256ths. */
const unit = 256;

/** To the nearest, halves to even. */
function roundHalfEven(x: number): number {
  const down = Math.floor(x);
  const rest = x - down;
  return rest > 0.5 || (rest === 0.5 && down % 2 !== 0) ? down + 1 : down;
}

/**
 * 2n + 1 weights in 256ths that add up to 256: each is rounded with the error of those before it, the middle one takes
 * what remains. Source: OpenCV `getGaussianKernelFixedPoint_ED`.
 */
function kernelOf(reach: number, sigma: number): Int32Array {
  const exact = Array.from({ length: reach }, (_, i) => Math.exp((-0.5 * (i - reach) ** 2) / (sigma * sigma)));
  const total = 1 + 2 * exact.reduce((sum, weight) => sum + weight, 0);
  const kernel = new Int32Array(2 * reach + 1);
  let error = 0;
  let sum = 0;
  for (const [i, weight] of exact.entries()) {
    const wanted = (weight / total) * unit + error;
    const rounded = roundHalfEven(wanted);
    error = wanted - rounded;
    kernel[i] = rounded;
    kernel[2 * reach - i] = rounded;
    sum += 2 * rounded;
  }
  kernel[reach] = unit - sum;
  return kernel;
}

/** Mirrors an index into [0, length) about the first and the last pixel, which are not repeated. */
function mirrored(index: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const at = ((index % period) + period) % period;
  return at < length ? at : period - at;
}

/** Along one axis: `lines` lines of `length` bytes, `step` apart. */
function blurAxis(data: Uint8Array, lines: number, lineStep: number, length: number, step: number, sigma: number) {
  const reach = Math.floor(2.5 * sigma + 0.5);
  if (reach === 0) return data;
  const kernel = kernelOf(reach, sigma);
  const from = Int32Array.from({ length: length + 2 * reach }, (_, i) => mirrored(i - reach, length) * step);
  const out = new Uint8Array(data.length);
  for (let n = 0; n < lines; n++)
    for (let i = 0; i < length; i++) {
      let sum = unit / 2;
      for (let k = 0; k < kernel.length; k++) sum += kernel[k]! * data[n * lineStep + from[i + k]!]!;
      out[n * lineStep + i * step] = sum >> 8;
    }
  return out;
}

/**
 * A mask blurred by Gaussians of those standard deviations (pixels; 0 leaves the axis alone), columns first, cut off at
 * 2.5 deviations, mirrored at the edges.
 *
 * Source: AUTOMATIC1111 `processing` with OpenCV's 8-bit `GaussianBlur`, equal to it in every pixel.
 */
export function blurMask(mask: GreyImage, sigmaX: number, sigmaY = sigmaX): GreyImage {
  const { width, height } = mask;
  const across = sigmaX > 0 ? blurAxis(mask.data, height, width, width, 1, sigmaX) : mask.data;
  const both = sigmaY > 0 ? blurAxis(across, width, 1, height, width, sigmaY) : across;
  return reshaped(mask, width, height, both === mask.data ? both.slice() : both);
}
