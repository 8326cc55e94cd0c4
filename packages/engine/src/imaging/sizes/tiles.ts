import type { RgbImage } from "@danfang/domain";
import { type Box, blankRgb, crop, type GreyImage, paste, pasteThrough, type Size } from "../raster.ts";

/** Equal boxes that cover a picture, in rows; neighbours share at least `overlap` pixels. */
export interface TileGrid {
  readonly picture: Size;
  readonly tile: Size;
  /** Width of the seam over which one tile turns into the next. */
  readonly overlap: number;
  readonly rows: readonly { readonly top: number; readonly lefts: readonly number[] }[];
}

function starts(length: number, tile: number, overlap: number): number[] {
  const count = Math.max(1, Math.ceil((length - overlap) / (tile - overlap)));
  const step = count > 1 ? (length - tile) / (count - 1) : 0;
  return Array.from({ length: count }, (_, i) => Math.min(Math.trunc(i * step), length - tile));
}

/**
 * Source: AUTOMATIC1111 `images.split_grid`. A picture smaller than a tile gets tiles that begin outside of it (at a
 * negative place), filled up with black, as there.
 */
export function planTiles(picture: Size, tile: Size, overlap: number): TileGrid {
  const lefts = starts(picture.width, tile.width, overlap);
  const rows = starts(picture.height, tile.height, overlap).map((top) => ({ top, lefts }));
  return { picture, tile, overlap, rows };
}

export const tileBox = ({ tile }: TileGrid, left: number, top: number): Box => ({
  left,
  top,
  right: left + tile.width,
  bottom: top + tile.height,
});

/** The plan for the same picture at a whole multiple of its size. */
export const scaleTiles = (grid: TileGrid, factor: number): TileGrid => ({
  picture: { width: grid.picture.width * factor, height: grid.picture.height * factor },
  tile: { width: grid.tile.width * factor, height: grid.tile.height * factor },
  overlap: grid.overlap * factor,
  rows: grid.rows.map(({ top, lefts }) => ({ top: top * factor, lefts: lefts.map((left) => left * factor) })),
});

/** A ramp from 0 towards 255 over `overlap` pixels, across or down. */
function ramp(size: Size, overlap: number, axis: "across" | "down"): GreyImage {
  const data = new Uint8Array(size.width * size.height);
  for (let i = 0; i < data.length; i++) {
    const at = axis === "across" ? i % size.width : Math.floor(i / size.width);
    data[i] = Math.trunc((at * 255) / overlap);
  }
  return { channels: 1, ...size, data };
}

/**
 * Lays a new strip over what is there: its first `overlap` pixels fade in, the rest covers.
 * Source: AUTOMATIC1111 `images.combine_grid`.
 */
function lay(
  target: RgbImage,
  strip: RgbImage,
  at: { x: number; y: number },
  overlap: number,
  axis: "across" | "down",
) {
  const { width, height } = strip;
  if (overlap === 0) return paste(target, strip, at.x, at.y);
  const isAcross = axis === "across";
  const seam = isAcross ? { width: overlap, height } : { width, height: overlap };
  const fading = crop(strip, { left: 0, top: 0, right: seam.width, bottom: seam.height });
  const [left, top] = isAcross ? [overlap, 0] : [0, overlap];
  const rest = crop(strip, { left, top, right: width, bottom: height });
  const faded = pasteThrough(target, fading, at.x, at.y, ramp(seam, overlap, axis));
  return paste(faded, rest, at.x + left, at.y + top);
}

/** One picture from its tiles, given row by row. */
export function joinTiles(grid: TileGrid, tiles: readonly RgbImage[]): RgbImage {
  let whole = blankRgb(grid.picture);
  let next = 0;
  for (const { top, lefts } of grid.rows) {
    let row = blankRgb({ width: grid.picture.width, height: grid.tile.height });
    for (const left of lefts) {
      const tile = tiles[next++]!;
      row = left === 0 ? paste(row, tile, 0, 0) : lay(row, tile, { x: left, y: 0 }, grid.overlap, "across");
    }
    whole = top === 0 ? paste(whole, row, 0, 0) : lay(whole, row, { x: 0, y: top }, grid.overlap, "down");
  }
  return whole;
}
