import type { RgbaImage, RgbImage } from "@danfang/domain";
import { dividedBy255, type GreyImage, mapPixels, pasteThrough, type Raster } from "../raster.ts";

/** Colours times alpha: what may be blurred, resized and cut out. */
export interface PremultipliedImage extends Raster {
  readonly channels: 4;
  readonly premultiplied: true;
}

export const toRgba = (image: RgbImage): RgbaImage => ({
  channels: 4,
  width: image.width,
  height: image.height,
  data: mapPixels(image, 4, (from, to, out) => {
    for (let k = 0; k < 3; k++) out[to + k] = image.data[from + k]!;
    out[to + 3] = 255;
  }),
});

/** Colours as they are, without alpha: transparent pixels show what colour they had. */
export const dropAlpha = ({ width, height, ...image }: RgbaImage): RgbImage => ({
  width,
  height,
  data: mapPixels({ width, height, ...image }, 3, (from, to, out) => {
    for (let k = 0; k < 3; k++) out[to + k] = image.data[from + k]!;
  }),
});

/** Lightness by ITU-R 601 weights, as Pillow rounds it. */
export const toGrey = (image: RgbImage | RgbaImage): GreyImage => ({
  channels: 1,
  width: image.width,
  height: image.height,
  data: mapPixels(image, 1, (from, to, out) => {
    const [r, g, b] = [image.data[from]!, image.data[from + 1]!, image.data[from + 2]!];
    out[to] = (r * 19595 + g * 38470 + b * 7471 + 0x8000) >> 16;
  }),
});

export const greyToRgb = (image: GreyImage): RgbImage => ({
  width: image.width,
  height: image.height,
  data: mapPixels(image, 3, (from, to, out) => out.fill(image.data[from]!, to, to + 3)),
});

/** A picture cut out by a mask: premultiplied, transparent where the mask is 0. Source: Pillow's `paste` into `RGBa`. */
export function cutOut(image: RgbImage, mask: GreyImage): PremultipliedImage {
  const data = mapPixels(image, 4, (from, to, out) => {
    const weight = mask.data[to / 4]!;
    for (let k = 0; k < 3; k++) out[to + k] = dividedBy255(image.data[from + k]! * weight);
    out[to + 3] = dividedBy255(255 * weight);
  });
  return { channels: 4, premultiplied: true, width: image.width, height: image.height, data };
}

/** Colours divided by alpha. Source: Pillow `Convert.c`, `rgba2rgbA`'s inverse, which rounds down. */
export function unpremultiply({ width, height, data: from }: PremultipliedImage): RgbaImage {
  const data = from.slice();
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3]!;
    if (alpha === 255 || alpha === 0) continue;
    for (let k = i; k < i + 3; k++) data[k] = Math.min(255, Math.trunc((255 * data[k]!) / alpha));
  }
  return { channels: 4, width, height, data };
}

/** Fraction bits of the weights in {@link composite}. */
const bits = 7;
const shiftedBy255 = (x: number) => ((x >>> 8) + x) >>> 8;

/** `over` laid on `under`, of equal size. Source: Pillow `AlphaComposite.c`, integer for integer. */
export function composite(under: RgbaImage, over: RgbaImage): RgbaImage {
  const data = under.data.slice();
  for (let i = 0; i < data.length; i += 4) {
    const alpha = over.data[i + 3]!;
    if (alpha === 0) continue;
    const opacity = alpha * 255 + under.data[i + 3]! * (255 - alpha);
    const weight = Math.trunc((alpha * 255 * 255 * 2 ** bits) / opacity);
    const rest = 255 * 2 ** bits - weight;
    for (let k = i; k < i + 3; k++)
      data[k] = shiftedBy255(over.data[k]! * weight + under.data[k]! * rest + (0x80 << bits)) >>> bits;
    data[i + 3] = shiftedBy255(opacity + 0x80);
  }
  return { ...under, data };
}

/** A picture with alpha on a plain ground. Source: AUTOMATIC1111 `images.flatten`. */
export function flatten(image: RgbaImage, ground: readonly [r: number, g: number, b: number]): RgbImage {
  const { width, height } = image;
  const alpha = mapPixels(image, 1, (from, to, out) => {
    out[to] = image.data[from + 3]!;
  });
  const plain = new Uint8Array(width * height * 3).map((_, i) => ground[i % 3]!);
  return pasteThrough({ width, height, data: plain }, dropAlpha(image), 0, 0, {
    channels: 1,
    width,
    height,
    data: alpha,
  });
}
