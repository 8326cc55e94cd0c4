import { pixelsPerLatentCell } from "@danfang/domain";
import type { PaintSize } from "../orders/paint-order.ts";

/** How large the second pass is, and what of it is cut away. */
export interface HiresSize {
  /** Pixels that the first pass is brought to. */
  readonly upscaled: PaintSize;
  /** Latent cells cut, half of them (rounded down) before and the rest behind. */
  readonly cut: PaintSize;
}

/**
 * The larger size: by a factor; with one side given, the other in proportion; with both, so large that it covers them,
 * and cut. Source: AUTOMATIC1111 `StableDiffusionProcessingTxt2Img.calculate_target_resolution`.
 */
export function hiresSize(
  { width, height }: PaintSize,
  wanted: { readonly scale: number; readonly width?: number | undefined; readonly height?: number | undefined },
): HiresSize {
  const none = { width: 0, height: 0 };
  const { width: x = 0, height: y = 0 } = wanted;
  if (x === 0 && y === 0)
    return {
      upscaled: { width: Math.trunc(width * wanted.scale), height: Math.trunc(height * wanted.scale) },
      cut: none,
    };
  if (y === 0) return { upscaled: { width: x, height: Math.floor((x * height) / width) }, cut: none };
  if (x === 0) return { upscaled: { width: Math.floor((y * width) / height), height: y }, cut: none };
  const upscaled =
    width / height < x / y
      ? { width: x, height: Math.floor((x * height) / width) }
      : { width: Math.floor((y * width) / height), height: y };
  const cellsOver = (side: number, target: number) => Math.floor((side - target) / pixelsPerLatentCell);
  return { upscaled, cut: { width: cellsOver(upscaled.width, x), height: cellsOver(upscaled.height, y) } };
}
