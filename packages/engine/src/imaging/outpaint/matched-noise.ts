import type { RgbImage } from "@danfang/domain";
import { breathe } from "../../breathe.ts";
import { openPcg64 } from "../../noise/pcg64.ts";
import { matchHistogram } from "../colors/match-histogram.ts";
import type { GreyImage } from "../raster.ts";
import { type ComplexPlane, fourier, shiftToMiddle } from "./fourier.ts";

/** How the noise looks that outpainting begins with. */
export interface NoiseLook {
  /** Exponent of the picture's spectrum: lower has more detail. */
  readonly falloff: number;
  /** 0: grey noise, 1: every channel its own. */
  readonly colorVariation: number;
}

/**
 * A picture whose masked part (255) is noise with the spectrum and colours of the rest. Both sides are even.
 *
 * Source: AUTOMATIC1111 v1.10.1 `outpainting_mk_2.py`, `get_matched_noise`, which took it from parlance-zz's
 * g-diffuser-bot; equal to it but for rounding, one level of 255.
 */
export async function fillWithMatchedNoise(
  image: RgbImage,
  mask: GreyImage,
  { falloff, colorVariation }: NoiseLook,
  signal?: AbortSignal,
): Promise<RgbImage> {
  const { width, height, data } = image;
  const area = width * height;
  const share = Float64Array.from(mask.data, (level) => level / 255);
  const source = [0, 1, 2].map((c) => Float64Array.from({ length: area }, (_, i) => data[i * 3 + c]! / 255));
  const mean = source.reduce((sum, plane) => sum + plane.reduce((a, b) => a + b, 0), 0) / (area * 3);
  const shown = source.map((plane) => plane.map((value, i) => value * (1 - share[i]!)));
  const brightest = Math.max(...shown.map(largest)) || 1;
  const noise = noisePlanes(area, colorVariation);
  const window = windowOf(width, height);
  const shaped: Float64Array[] = [];
  for (const [c, plane] of shown.entries()) {
    const windowed = plane.map((value, i) => value / brightest + mean * share[i]!);
    const spectrum = transform(real(windowed, width, height), "forward");
    await breathe(signal);
    const white = transform(real(noise[c]!, width, height), "forward");
    await breathe(signal);
    const grey = transform(
      scaled(white, (i) => window[i]!),
      "inverse",
    ).re;
    await breathe(signal);
    const shape = transform(real(grey, width, height), "forward");
    await breathe(signal);
    const lengths = spectrum.re.map((x, i) => Math.hypot(x, spectrum.im[i]!));
    const power = (i: number) => (shape.re[i]! ** 2 + shape.im[i]! ** 2) * lengths[i]! ** falloff;
    // Where the spectrum is nothing it has no phase; so has the noise.
    const mixed = scaled(spectrum, (i) => (lengths[i]! === 0 ? 0 : power(i) / lengths[i]!));
    shaped.push(transform(mixed, "inverse").re);
    await breathe(signal);
  }
  const least = Math.min(...shaped.map(smallest));
  const most = Math.max(...shaped.map(largest)) - least || 1;
  const out = new Uint8Array(area * 3);
  for (const [c, plane] of shaped.entries()) {
    const own = source[c]!;
    const even = plane.map((value) => (value - least) / most);
    const [painted, kept] = [even.filter((_, i) => share[i]! > 1e-6), own.filter((_, i) => share[i]! < 1e-3)];
    const matched = painted.length > 0 && kept.length > 0 ? matchHistogram(painted, kept) : painted;
    let next = 0;
    for (let i = 0; i < area; i++) {
      const value = share[i]! > 1e-6 ? matched[next++]! : even[i]!;
      const level = own[i]! * (1 - share[i]!) + value * share[i]!;
      out[i * 3 + c] = Math.min(1, Math.max(0, level)) * 255; // decimals are cut off
    }
  }
  return { width, height, data: out };
}

const largest = (plane: Float64Array) => plane.reduce((a, b) => Math.max(a, b), -Infinity);
const smallest = (plane: Float64Array) => plane.reduce((a, b) => Math.min(a, b), Infinity);

const real = (re: Float64Array, width: number, height: number): ComplexPlane => ({
  width,
  height,
  re,
  im: new Float64Array(re.length),
});

const scaled = (plane: ComplexPlane, factor: (i: number) => number): ComplexPlane => ({
  ...plane,
  re: plane.re.map((value, i) => value * factor(i)),
  im: plane.im.map((value, i) => value * factor(i)),
});

/** Its middle in the middle before and after. */
const transform = (plane: ComplexPlane, direction: "forward" | "inverse") =>
  shiftToMiddle(fourier(shiftToMiddle(plane), direction));

/** Uniform noise, its colours drawn together; always the same, so that only the picture's seed counts. */
function noisePlanes(area: number, colorVariation: number): Float64Array[] {
  const draw = openPcg64();
  const planes = [new Float64Array(area), new Float64Array(area), new Float64Array(area)];
  for (let i = 0; i < area; i++) {
    const drawn = [draw(), draw(), draw()];
    const grey = (drawn[0]! + drawn[1]! + drawn[2]!) / 3;
    drawn.forEach((value, c) => {
      planes[c]![i] = value * colorVariation + (1 - colorVariation) * grey;
    });
  }
  return planes;
}

/** Low frequencies more than high ones: 1/((x²+1)(y²+1)), whose shorter side goes from −1 to 1. */
function windowOf(width: number, height: number): Float64Array {
  const shorter = Math.min(width, height);
  const at = (i: number, size: number) => ((i / size) * 2 - 1) * (size / shorter);
  return Float64Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [at(i % width, width), at(Math.floor(i / width), height)];
    return 1 / ((y ** 2 + 1) * (x ** 2 + 1));
  });
}
