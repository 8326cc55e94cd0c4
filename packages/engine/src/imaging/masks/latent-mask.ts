import type { RgbImage } from "@danfang/domain";
import type { GreyImage, Size } from "../raster.ts";
import { resize } from "../sizes/resample.ts";

/**
 * The mask over latent cells, [h, w] in 0 … 1: 1 is painted, 0 kept. Unless `isRounded`, cells at the rim are in between.
 *
 * Source: AUTOMATIC1111 `StableDiffusionProcessingImg2Img.init` (Pillow's bicubic filter, then numpy's rounding).
 */
export function latentMaskOf(mask: GreyImage, cells: Size, { isRounded }: { readonly isRounded: boolean }) {
  const small = resize(mask, cells, "bicubic");
  return Float32Array.from(small.data, (level) => (isRounded ? Math.round(level / 255) : level / 255));
}

/** Pixels as networks take them: [3, H, W] in −1 … 1. Source: AUTOMATIC1111, 2·(v/255) − 1 in float32. */
export function toPlanes({ width, height, data }: RgbImage): Float32Array {
  const area = width * height;
  const planes = new Float32Array(area * 3);
  for (let i = 0; i < area; i++)
    for (let k = 0; k < 3; k++) planes[k * area + i] = Math.fround(data[i * 3 + k]! / 255) * 2 - 1;
  return planes;
}

/**
 * What an inpainting checkpoint sees besides the latent: the picture with its masked part greyed out by `weight`
 * (1: fully), to be encoded, [3, H, W] in −1 … 1; and the mask over latent cells, [h, w], by the nearest pixel.
 *
 * `mask` has the picture's size. Source: AUTOMATIC1111 `processing.inpainting_image_conditioning`.
 */
export function inpaintingCondition(
  image: RgbImage,
  mask: GreyImage,
  cells: Size,
  { weight, isRounded }: { readonly weight: number; readonly isRounded: boolean },
): { readonly image: Float32Array; readonly mask: Float32Array } {
  const full = Float32Array.from(mask.data, (level) => (isRounded ? Math.round(level / 255) : level / 255));
  const planes = toPlanes(image);
  for (let i = 0; i < planes.length; i++) planes[i]! *= 1 - weight * full[i % full.length]!;
  const small = new Float32Array(cells.width * cells.height);
  for (let y = 0; y < cells.height; y++)
    for (let x = 0; x < cells.width; x++) {
      const row = Math.floor((y * mask.height) / cells.height);
      const column = Math.floor((x * mask.width) / cells.width);
      small[y * cells.width + x] = full[row * mask.width + column]!;
    }
  return { image: planes, mask: small };
}
