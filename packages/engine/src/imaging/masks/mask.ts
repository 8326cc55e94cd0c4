import type { RgbaImage, RgbImage } from "@danfang/domain";
import { blurMask } from "../gaussian-blur.ts";
import { type Box, channelsOf, type GreyImage, mapPixels, type Size } from "../raster.ts";
import { toGrey } from "./alpha.ts";

export interface MaskOptions {
  /** Whether what is black in the given picture is to be painted, not what is white. */
  readonly isInverted: boolean;
  /** Standard deviations, pixels. */
  readonly blurX: number;
  readonly blurY: number;
  /** Whether a mask drawn in alpha becomes all or nothing. */
  readonly isRounded: boolean;
}

export const invertMask = (mask: GreyImage): GreyImage => ({ ...mask, data: mask.data.map((level) => 255 - level) });

const isRgba = (image: RgbImage | RgbaImage | GreyImage): image is RgbaImage => channelsOf(image) === 4;
const isGrey = (image: RgbImage | RgbaImage | GreyImage): image is GreyImage => channelsOf(image) === 1;

/** The mask in a picture's transparency where it has some, in its lightness otherwise. */
function greyOf(image: RgbImage | RgbaImage | GreyImage, isRounded: boolean): GreyImage {
  if (isGrey(image)) return image;
  if (!isRgba(image)) return toGrey(image);
  const alpha = mapPixels(image, 1, (from, to, out) => {
    out[to] = image.data[from + 3]!;
  });
  if (alpha.every((level) => level === 255)) return toGrey(image);
  const data = isRounded ? alpha.map((level) => (level > 128 ? 255 : 0)) : alpha;
  return { channels: 1, width: image.width, height: image.height, data };
}

/**
 * A mask as somebody drew it (in alpha, or white on black), as the engine takes it: 255 is painted, 0 kept, blurred.
 *
 * Source: AUTOMATIC1111 `processing.create_binary_mask` and `StableDiffusionProcessingImg2Img.init`.
 */
export function readMask(image: RgbImage | RgbaImage | GreyImage, options: MaskOptions): GreyImage {
  const grey = greyOf(image, options.isRounded);
  return blurMask(options.isInverted ? invertMask(grey) : grey, options.blurX, options.blurY);
}

/** The smallest box around everything that is not 0, grown by `padding` within the picture; undefined for an empty mask. */
export function boxOfMask(mask: GreyImage, padding: number): Box | undefined {
  let [left, top, right, bottom] = [mask.width, mask.height, 0, 0];
  for (let y = 0; y < mask.height; y++)
    for (let x = 0; x < mask.width; x++) {
      if (mask.data[y * mask.width + x] === 0) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = y + 1;
    }
  if (right === 0) return undefined;
  return {
    left: Math.max(left - padding, 0),
    top: Math.max(top - padding, 0),
    right: Math.min(right + padding, mask.width),
    bottom: Math.min(bottom + padding, mask.height),
  };
}

/** Grows [from, to) by `extra`, half before (rounded down) and the rest after, moved and then cut to lie in [0, limit). */
function grow(from: number, to: number, extra: number, limit: number): [from: number, to: number] {
  let [start, end] = [from - Math.floor(extra / 2), to + extra - Math.floor(extra / 2)];
  if (end >= limit) [start, end] = [start - (end - limit), limit];
  if (start < 0) [start, end] = [0, end - start];
  return [start, Math.min(end, limit)];
}

/**
 * A box grown, within the picture, to the shape of what will be painted in its place. All in pixels.
 *
 * Source: AUTOMATIC1111 `masking.expand_crop_region`.
 */
export function fitBoxToShape(box: Box, painted: Size, picture: Size): Box {
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  const shape = painted.width / painted.height;
  if (width / height > shape) {
    const [top, bottom] = grow(box.top, box.bottom, Math.trunc(width / shape - height), picture.height);
    return { ...box, top, bottom };
  }
  const [left, right] = grow(box.left, box.right, Math.trunc(height * shape - width), picture.width);
  return { ...box, left, right };
}
