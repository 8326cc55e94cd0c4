import type { Problem, RgbImage } from "@danfang/domain";
import type { Along } from "@danfang/prompt";
import { cellFor, drawSheet } from "./draw-sheet.ts";
import { legibleLegends } from "./legible-legends.ts";
import type { GridPlan } from "./plan-grid.ts";
import { tileShape } from "./sheet-size.ts";

/** The pictures of a cell, in order; those that were not made are undefined. */
export type PicturesAt = (at: Along) => Promise<readonly (RgbImage | undefined)[]>;

export interface DrawnGrid {
  readonly image: RgbImage;
  readonly notes: readonly Problem[];
}

/**
 * The sheet of a grid: x from left to right, y from top to bottom, a sheet for each z beside the other. Errors:
 * `grid/tooLarge`. Source: AUTOMATIC1111 `xyz_grid.draw_xyz_grid`.
 */
export async function drawGrid(plan: GridPlan, picturesAt: PicturesAt): Promise<DrawnGrid> {
  const { axes, grid } = plan;
  const { legends, notes } = await legibleLegends(axes, grid.drawLegend);
  const sheets: RgbImage[] = [];
  for (const z of axes.z.values.keys()) {
    const tiles: (RgbImage | undefined)[] = [];
    for (const y of axes.y.values.keys())
      for (const x of axes.x.values.keys()) tiles.push(await tileOf(await picturesAt({ x, y, z })));
    const lines = { columns: linesOf(legends.x), rows: linesOf(legends.y) };
    sheets.push(await drawSheet({ ...lines, cell: cellFor(tiles), margin: grid.margin }, tiles));
  }
  if (sheets.length === 1) return { image: sheets[0]!, notes };
  const columns = linesOf(legends.z);
  const image = await drawSheet({ columns, rows: linesOf([""]), cell: cellFor(sheets), margin: grid.margin }, sheets);
  return { image, notes };
}

const linesOf = (texts: readonly string[]) => texts.map((text) => [{ text }]);

/** The pictures of one cell as one. */
async function tileOf(pictures: readonly (RgbImage | undefined)[]): Promise<RgbImage | undefined> {
  if (pictures.length <= 1 || pictures.every((picture) => !picture)) return pictures[0];
  const { rows, columns } = tileShape(pictures.length);
  const none = (count: number) => linesOf(Array.from({ length: count }, () => ""));
  return drawSheet({ columns: none(columns), rows: none(rows), cell: cellFor(pictures), margin: 0 }, pictures);
}
