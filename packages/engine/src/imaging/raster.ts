import type { RgbImage } from "@danfang/domain";

/** 8-bit pixels, rows from the top, channels of a pixel beside one another: as many as `data` has room for. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** One byte a pixel: a mask (255 is where to paint), or lightness. */
export interface GreyImage extends Raster {
  readonly channels: 1;
}

/** A rectangle of pixels; right and bottom are the first that are outside. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const channelsOf = ({ width, height, data }: Raster): number => data.length / (width * height);

/** The same kind of picture with other pixels. */
export const reshaped = <T extends Raster>(image: T, width: number, height: number, data: Uint8Array): T => ({
  ...image,
  width,
  height,
  data,
});

export const blankRgb = ({ width, height }: Size, level = 0): RgbImage => ({
  width,
  height,
  data: new Uint8Array(width * height * 3).fill(level),
});

export const blankGrey = ({ width, height }: Size, level = 0): GreyImage => ({
  channels: 1,
  width,
  height,
  data: new Uint8Array(width * height).fill(level),
});

/** Every pixel through one function of its bytes' positions: picture → picture with another number of channels. */
export function mapPixels(image: Raster, channels: number, map: (from: number, to: number, out: Uint8Array) => void) {
  const step = channelsOf(image);
  const out = new Uint8Array(image.width * image.height * channels);
  for (let i = 0; i < image.width * image.height; i++) map(i * step, i * channels, out);
  return out;
}

/** Where in `target` the pixels of `image` land whose corner is put at (x, y), and which of them do. */
function overlapOf(target: Size, image: Size, x: number, y: number): Box {
  return {
    left: Math.max(x, 0),
    top: Math.max(y, 0),
    right: Math.min(x + image.width, target.width),
    bottom: Math.min(y + image.height, target.height),
  };
}

/** Puts `image` onto a copy of `target`, its upper left corner at (x, y); what sticks out is cut off. */
export function paste<T extends Raster>(target: T, image: T, x: number, y: number): T {
  const channels = channelsOf(target);
  const { left, top, right, bottom } = overlapOf(target, image, x, y);
  const data = target.data.slice();
  for (let row = top; row < bottom && left < right; row++) {
    const from = ((row - y) * image.width + left - x) * channels;
    data.set(image.data.subarray(from, from + (right - left) * channels), (row * target.width + left) * channels);
  }
  return reshaped(target, target.width, target.height, data);
}

/** a·b / 255, rounded, for products of bytes (and sums of such that stay below 65536). Source: Pillow `ImagingUtils.h`. */
export const dividedBy255 = (product: number): number => (((product + 128) >> 8) + product + 128) >> 8;

/**
 * As {@link paste}, through a mask of the size of `image`: 255 takes the new pixel, 0 keeps the old one.
 * Source: Pillow `Paste.c`, integer for integer.
 */
export function pasteThrough<T extends Raster>(target: T, image: T, x: number, y: number, mask: GreyImage): T {
  const channels = channelsOf(target);
  const { left, top, right, bottom } = overlapOf(target, image, x, y);
  const data = target.data.slice();
  for (let row = top; row < bottom; row++)
    for (let column = left; column < right; column++) {
      const pixel = (row - y) * image.width + column - x;
      const weight = mask.data[pixel]!;
      const to = (row * target.width + column) * channels;
      for (let k = 0; k < channels; k++)
        data[to + k] = dividedBy255(data[to + k]! * (255 - weight) + image.data[pixel * channels + k]! * weight);
    }
  return reshaped(target, target.width, target.height, data);
}

/** The pixels inside a box; what of it lies outside the picture comes as zeros. */
export function crop<T extends Raster>(image: T, { left, top, right, bottom }: Box): T {
  const [width, height] = [right - left, bottom - top];
  const empty = reshaped(image, width, height, new Uint8Array(width * height * channelsOf(image)));
  return paste(empty, image, -left, -top);
}
