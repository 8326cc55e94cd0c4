import type { RgbaImage, RgbImage } from "@danfang/domain";
import { type Box, type GreyImage, paste } from "../raster.ts";
import { resizeTo } from "../sizes/resize-modes.ts";
import { composite, cutOut, dropAlpha, toRgba, unpremultiply } from "./alpha.ts";
import { invertMask } from "./mask.ts";

/**
 * What of the original is laid over the painted picture, so that pixels outside the mask are exactly the old ones.
 * `mask` has the size of `original`. Source: AUTOMATIC1111 `StableDiffusionProcessingImg2Img.init`.
 */
export const overlayOf = (original: RgbImage, mask: GreyImage): RgbaImage =>
  unpremultiply(cutOut(original, invertMask(mask)));

/** Where the whole picture is painted, the overlay keeps off also the blurred rim of the mask. */
export const doubled = (mask: GreyImage): GreyImage => ({
  ...mask,
  data: mask.data.map((level) => Math.min(255, level * 2)),
});

/**
 * A painted picture under the overlay of the original. Where only a box of the original was painted, the picture is
 * first brought back to the box's size and place. Source: AUTOMATIC1111 `processing.apply_overlay`.
 */
export function applyOverlay(painted: RgbImage, overlay: RgbaImage, box?: Box): RgbImage {
  if (!box) return dropAlpha(composite(toRgba(painted), overlay));
  const sized = resizeTo(painted, { width: box.right - box.left, height: box.bottom - box.top }, "crop");
  const { width, height } = overlay;
  const empty: RgbaImage = { channels: 4, width, height, data: new Uint8Array(width * height * 4) };
  return dropAlpha(composite(paste(empty, toRgba(sized), box.left, box.top), overlay));
}
