import type { RgbaImage, RgbImage } from "@danfang/domain";
import { blurByBoxes } from "../box-blur.ts";
import type { GreyImage } from "../raster.ts";
import { composite, cutOut, dropAlpha, unpremultiply } from "./alpha.ts";
import { invertMask } from "./mask.ts";

/** How far colours run into the masked area, the farthest first: standard deviation in pixels, and how often laid on. */
const layers = [
  [256, 1],
  [64, 1],
  [16, 2],
  [4, 4],
  [2, 2],
  [0, 1],
] as const;

/**
 * The picture with its masked part (255 in the mask) filled by the blurred colours around it.
 *
 * Source: AUTOMATIC1111 `masking.fill`, equal to it in every pixel.
 */
export function fillMasked(image: RgbImage, mask: GreyImage): RgbImage {
  const { width, height } = image;
  const kept = cutOut(image, invertMask(mask));
  let filled: RgbaImage = { channels: 4, width, height, data: new Uint8Array(width * height * 4) };
  for (const [sigma, times] of layers) {
    const blurred = unpremultiply(blurByBoxes(kept, sigma));
    for (let i = 0; i < times; i++) filled = composite(filled, blurred);
  }
  return dropAlpha(filled);
}
