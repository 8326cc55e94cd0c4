import { pixelsPerLatentCell, type RgbImage } from "@danfang/domain";
import { crop, type Size } from "../raster.ts";
import { resize } from "./resample.ts";
import { joinTiles, planTiles, scaleTiles, tileBox } from "./tiles.ts";

/** What makes a picture larger by a whole factor of its own. */
export type Enlarge = (picture: RgbImage) => Promise<RgbImage>;

/** Sides of what an upscaler gives for a factor, multiples of 8. Source: AUTOMATIC1111 `Upscaler.upscale`. */
export const upscaledSize = ({ width, height }: Size, factor: number): Size => ({
  width: wholeCells(width * factor),
  height: wholeCells(height * factor),
});

const wholeCells = (pixels: number): number => Math.floor(pixels / pixelsPerLatentCell) * pixelsPerLatentCell;

/** How often a model is applied at most: three times 4 is 64. */
const mostRounds = 3;

/**
 * A picture `factor` times as large: the model as often as needed (never where the picture is to shrink, once where it
 * stays), then Lanczos to the exact size. Source: AUTOMATIC1111 `Upscaler.upscale`.
 */
export async function upscaleBy(picture: RgbImage, factor: number, enlarge: Enlarge): Promise<RgbImage> {
  const goal = upscaledSize(picture, factor);
  let image = picture;
  for (let round = 0; round < mostRounds; round++) {
    const isReached = image.width >= goal.width && image.height >= goal.height;
    if (isReached && (round > 0 || factor !== 1)) break;
    const larger = await enlarge(image);
    const isSame = larger.width === image.width && larger.height === image.height;
    image = larger;
    if (isSame) break;
  }
  return resize(image, goal, "lanczos");
}

/** The WebUI's setting of old, pixels. */
export const upscaleTile = { size: 192, overlap: 8 };

/**
 * Enlarges a picture tile by tile, each fading into the next. `tileSize` 0 takes the picture as one.
 * Source: AUTOMATIC1111 `upscaler_utils.upscale_with_model`.
 */
export async function enlargeInTiles(
  picture: RgbImage,
  enlarge: Enlarge,
  { size, overlap }: { readonly size: number; readonly overlap: number } = upscaleTile,
): Promise<RgbImage> {
  if (size <= 0) return enlarge(picture);
  const grid = planTiles(picture, { width: size, height: size }, overlap);
  const tiles: RgbImage[] = [];
  for (const { top, lefts } of grid.rows)
    for (const left of lefts) tiles.push(await enlarge(crop(picture, tileBox(grid, left, top))));
  return joinTiles(scaleTiles(grid, Math.floor((tiles[0]?.width ?? size) / size)), tiles);
}
