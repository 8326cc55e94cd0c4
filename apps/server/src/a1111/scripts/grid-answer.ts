import type { Job, Picture } from "@danfang/domain";
import { planGrid, sheetPlace } from "@danfang/workbench";
import { demandDrawable, type XyzPlot } from "./xyz-plot.ts";

type Order = Job["request"];

/** Errors: those of `planGrid`, before anything is painted; 501 for sub grids that are not drawn. */
export function checkPlot(plot: XyzPlot, order: Order): void {
  if (order.grid) demandDrawable(plot, planGrid({ ...order, grid: order.grid }).axes.z.values.length);
}

/**
 * The pictures of a grid in AUTOMATIC1111's order: the sheet, the sheet of the only z once more where it is asked for, and
 * then row by row the first picture of each cell; undefined for a cell that was not painted. Source: `draw_xyz_grid`.
 */
export function gridPictures(
  plot: XyzPlot,
  order: Order,
  pictures: readonly Picture[],
): readonly (Picture | undefined)[] {
  if (!order.grid) return pictures;
  const plan = planGrid({ ...order, grid: order.grid });
  const { cells, picturesPerCell } = plan;
  const at = new Map(pictures.map((picture) => [picture.place, picture]));
  const sheet = at.get(cells.length * picturesPerCell);
  const sheets = sheet ? (plot.hasSubGrids ? [sheet, sheet] : [sheet]) : [];
  if (!plot.hasCells) return sheets;
  const inOrder: (Picture | undefined)[] = [];
  for (const [i, cell] of cells.entries()) inOrder[sheetPlace(plan, cell.at)] = at.get(i * picturesPerCell);
  return [...sheets, ...inOrder];
}
