import { channelsOf, paste, type Raster, reshaped, type Size } from "../raster.ts";
import { resize } from "./resample.ts";

/**
 * How a picture becomes a size of another shape: stretched; scaled to cover it, and cut; scaled to fit into it, and the
 * rest filled by drawing out its edges. (The WebUI's fourth, the latent upscale, is no matter of pixels: see
 * `interpolate`.)
 */
export type ResizeMode = "stretch" | "crop" | "fill";

/** The WebUI's numbers for {@link ResizeMode}; 3 leaves the picture as it is. */
export const resizeModes: readonly ResizeMode[] = ["stretch", "crop", "fill"];

/** Sizes the whole picture; what an upscaler has to do where pixels are to be invented. Lanczos by default. */
export type Resizer = <T extends Raster>(image: T, size: Size) => T;

const lanczos: Resizer = (image, size) => resize(image, size, "lanczos");

/** The size to give a picture so that it covers (or fits into) `to`, sides in whole pixels, rounded down. */
function scaledSize(from: Size, to: Size, covers: boolean): Size {
  const isWider = to.width / to.height > from.width / from.height;
  return isWider === covers
    ? { width: to.width, height: Math.floor((from.height * to.width) / from.width) }
    : { width: Math.floor((from.width * to.height) / from.height), height: to.height };
}

/**
 * The size that {@link resizeTo} gives the whole picture before it cuts or fills, for those who bring their own
 * upscaler: resize to this, then call `resizeTo`.
 */
export const sizeBeforeFitting = (mode: ResizeMode, from: Size, to: Size): Size =>
  mode === "stretch" ? to : scaledSize(from, to, mode === "crop");

/**
 * A picture at exactly `to`. Mode `fill` draws out the first and last row or column, through Pillow's bicubic filter
 * over an empty box, which overshoots slightly.
 *
 * Source: AUTOMATIC1111 `images.resize_image`, equal to it in every pixel.
 */
export function resizeTo<T extends Raster>(image: T, to: Size, mode: ResizeMode, resizer: Resizer = lanczos): T {
  if (mode === "stretch") return resizer(image, to);
  const scaled = resizer(image, sizeBeforeFitting(mode, image, to));
  const x = Math.floor(to.width / 2) - Math.floor(scaled.width / 2);
  const y = Math.floor(to.height / 2) - Math.floor(scaled.height / 2);
  const empty = reshaped(image, to.width, to.height, new Uint8Array(to.width * to.height * channelsOf(image)));
  const placed = paste(empty, scaled, x, y);
  return mode === "fill" ? drawOutEdges(placed, scaled, x, y) : placed;
}

function drawOutEdges<T extends Raster>(target: T, { width, height, ...rest }: T, x: number, y: number): T {
  const scaled = { width, height, ...rest } as T;
  const isTall = target.width / target.height < width / height;
  const strip = { width: isTall ? target.width : x, height: isTall ? y : target.height };
  if (strip.width === 0 || strip.height === 0) return target;
  const edge = (left: number, top: number, right: number, bottom: number) =>
    resize(scaled, strip, "bicubic", { left, top, right, bottom });
  if (isTall) {
    const above = paste(target, edge(0, 0, width, 0), 0, 0);
    return paste(above, edge(0, height, width, height), 0, y + height);
  }
  const before = paste(target, edge(0, 0, 0, height), 0, 0);
  return paste(before, edge(width, 0, width, height), x + width, 0);
}
