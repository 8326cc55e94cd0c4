import { channelsOf, type Raster, reshaped } from "./raster.ts";

/** Radius of the box that, applied `passes` times, is nearest to a Gaussian; in float32, as the source computes it. */
function boxRadius(sigma: number, passes: number): number {
  const f = Math.fround;
  const variance = f(f(f(sigma) * f(sigma)) / passes);
  const width = f(Math.sqrt(12 * variance + 1));
  const whole = f(Math.floor((width - 1) / 2));
  const numerator = f(f(2 * whole + 1) * f(f(whole * f(whole + 1)) - 3 * variance));
  const part = f(numerator / f(6 * f(variance - f(f(whole + 1) * f(whole + 1)))));
  return f(whole + part);
}

/** One pass over one line of `length` bytes that lie `step` apart; edges are repeated. */
function blurLine(line: Uint8Array, out: Uint8Array, radius: number): void {
  const last = line.length - 1;
  const whole = Math.trunc(radius);
  const inside = Math.trunc(Math.fround(2 ** 24 / Math.fround(Math.fround(radius) * 2 + 1)));
  const edge = Math.trunc((2 ** 24 - (whole * 2 + 1) * inside) / 2);
  const at = (i: number) => line[i < 0 ? 0 : i > last ? last : i]!;
  let sum = 0;
  for (let i = -whole - 1; i < whole; i++) sum += at(i); // the window of the pixel before the first
  for (let i = 0; i <= last; i++) {
    sum += at(i + whole) - at(i - whole - 1);
    const total = sum * inside + (at(i - whole - 1) + at(i + whole + 1)) * edge;
    out[i] = Math.floor((total + 2 ** 23) / 2 ** 24);
  }
}

/** `passes` over each of `lines`: the first begins at byte `start(n)`, its bytes lie `step` apart. */
function blurLines(data: Uint8Array, starts: Iterable<number>, length: number, step: number, radius: number): void {
  let line = new Uint8Array(length);
  let out = new Uint8Array(length);
  for (const start of starts) {
    for (let i = 0; i < length; i++) line[i] = data[start + i * step]!;
    for (let pass = 0; pass < 3; pass++) {
      blurLine(line, out, radius);
      [line, out] = [out, line];
    }
    for (let i = 0; i < length; i++) data[start + i * step] = line[i]!;
  }
}

/**
 * A Gaussian blur of that standard deviation (pixels), by three box blurs each way; every channel alike, edges repeated.
 *
 * Pictures with alpha must be premultiplied. Source: Pillow `BoxBlur.c` (`ImageFilter.GaussianBlur`), equal to it in
 * every pixel.
 */
export function blurByBoxes<T extends Raster>(image: T, sigma: number): T {
  const { width, height } = image;
  const channels = channelsOf(image);
  const data = image.data.slice();
  const radius = boxRadius(sigma, 3);
  if (radius === 0) return reshaped(image, width, height, data);
  const rows = Array.from({ length: height * channels }, (_, n) => {
    return Math.floor(n / channels) * width * channels + (n % channels);
  });
  blurLines(data, rows, width, channels, radius);
  blurLines(data, Array(width * channels).keys(), height, width * channels, radius);
  return reshaped(image, width, height, data);
}
