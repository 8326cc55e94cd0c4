import { type Growth, growthOf, type RgbImage } from "@danfang/domain";
import { type Box, blankGrey, blankRgb, type GreyImage, paste, type Size } from "../raster.ts";

export type Side = "left" | "right" | "up" | "down";

/** A picture on a larger canvas (black where it is new), what is to be painted, and what of the latent is to be made up. */
export interface Outpainting {
  readonly image: RgbImage;
  /** 255 is painted. Reaches into the old picture, so that the blurred seam lies within it. */
  readonly mask: GreyImage;
  readonly latentMask: GreyImage;
  readonly growth: Growth;
}

/** Canvases are multiples of this: every family's UNet halves them without remainder. */
const step = 64;
const upToStep = (pixels: number) => Math.ceil(pixels / step) * step;

/** All white but for a black box, whose last row and column count as Pillow's `ImageDraw.rectangle` counts them. */
function whiteAround(size: Size, { left, top, right, bottom }: Box): GreyImage {
  const mask = blankGrey(size, 255);
  for (let y = Math.max(0, top); y <= Math.min(bottom, size.height - 1); y++)
    for (let x = Math.max(0, left); x <= Math.min(right, size.width - 1); x++) mask.data[y * size.width + x] = 0;
  return mask;
}

/** Growth with `inset` pixels more on every side that grows, as the box of what is kept. */
function keptBox({ width, height }: Size, { left, right, up, down }: Growth, inset: number): Box {
  const more = (pixels: number) => (pixels > 0 ? pixels + inset : 0);
  return { left: more(left), top: more(up), right: width - more(right), bottom: height - more(down) };
}

/**
 * "Poor man's outpainting": all sides at once, painted in tiles by whoever calls (`planTiles` with the overlap
 * of the farthest side), with a mask blur of 2·`maskBlur`.
 *
 * A side that does not grow keeps what rounding up to 64 adds to the canvas black and unpainted, as in the source.
 */
export function outpaint(
  picture: RgbImage,
  { pixels, maskBlur }: { readonly pixels: Growth; readonly maskBlur: number },
): Outpainting {
  const growth = growthOf(picture, pixels);
  const size = {
    width: upToStep(picture.width + pixels.left + pixels.right),
    height: upToStep(picture.height + pixels.up + pixels.down),
  };
  return {
    image: paste(blankRgb(size), picture, growth.left, growth.up),
    mask: whiteAround(size, keptBox(size, growth, maskBlur * 2)),
    latentMask: whiteAround(size, keptBox(size, growth, Math.floor(maskBlur / 2))),
    growth,
  };
}

/** One step of {@link outpaintSide}: what to paint, and where the result goes. */
export interface OutpaintStep {
  /** The whole canvas with the old picture in its place, black where it is new. */
  readonly canvas: RgbImage;
  /** The part of the canvas to paint, of the size to paint at. */
  readonly window: Box;
  /** What is new on the canvas, and a rim of what is old. */
  readonly wholeMask: GreyImage;
  /** Its part in the window. Blur it by 4·`maskBlur` along each axis of which some side is to grow, not along the other. */
  readonly mask: GreyImage;
  readonly latentMask: GreyImage;
  /** The canvas is cut to this once the window was painted and put back. */
  readonly result: Size;
}

/**
 * "Outpainting mk2" grows one side after the other (left, right, up, down), each by its own img2img. The source fills
 * the new part with noise that has the picture's spectrum ({@link fillWithMatchedNoise}, through `wholeMask`); here it is
 * black, so that the caller's fill decides.
 *
 * `limit` is the size set by the user: no window is wider (or, for up and down, higher) than it.
 * Source: AUTOMATIC1111 `outpainting_mk_2.py`, its geometry.
 */
export function outpaintSide(
  picture: RgbImage,
  side: Side,
  { pixels, maskBlur, limit }: { readonly pixels: number; readonly maskBlur: number; readonly limit: Size },
): OutpaintStep {
  const isAcross = side === "left" || side === "right";
  const result = {
    width: picture.width + (isAcross ? pixels : 0),
    height: picture.height + (isAcross ? 0 : pixels),
  };
  const canvas = { width: upToStep(result.width), height: upToStep(result.height) };
  const placed = paste(blankRgb(canvas), picture, side === "left" ? pixels : 0, side === "up" ? pixels : 0);
  const width = isAcross ? Math.min(limit.width, result.width) : canvas.width;
  const height = isAcross ? canvas.height : Math.min(limit.height, result.height);
  const left = side === "left" ? 0 : canvas.width - width;
  const top = side === "up" ? 0 : canvas.height - height;
  const window = {
    left,
    top,
    right: side === "left" ? width : canvas.width,
    bottom: side === "up" ? height : canvas.height,
  };
  const keptIn = (size: Size, inset: number): GreyImage =>
    whiteAround(size, {
      left: side === "left" ? pixels + inset : 0,
      top: side === "up" ? pixels + inset : 0,
      right: side === "right" ? size.width - pixels - inset : result.width,
      bottom: side === "down" ? size.height - pixels - inset : result.height,
    });
  const whole = keptIn(canvas, maskBlur);
  return {
    canvas: placed,
    window,
    wholeMask: whole,
    mask: cropGrey(whole, window),
    latentMask: keptIn({ width, height }, maskBlur * 2),
    result,
  };
}

function cropGrey(mask: GreyImage, { left, top, right, bottom }: Box): GreyImage {
  const out = blankGrey({ width: right - left, height: bottom - top });
  return paste(out, mask, -left, -top);
}
