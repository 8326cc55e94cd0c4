import type { Job, Picture } from "@danfang/domain";
import { paintSubSheets, planGrid, readPicture, type SubSheet, sheetPlace } from "@danfang/workbench";
import type { Studio } from "../../border/studio.ts";
import type { XyzPlot } from "./xyz-plot.ts";

type Order = Job["request"];

/** Errors: those of `planGrid`, before anything is painted. */
export function checkPlot(order: Order): void {
  if (order.grid) planGrid({ ...order, grid: order.grid });
}

/**
 * The pictures of a grid in AUTOMATIC1111's order: the sheet, the sheet of each z where they are asked for, and then row
 * by row the first picture of each cell; undefined for a cell that was not painted. Source: `draw_xyz_grid`.
 */
export async function gridPictures(
  plot: XyzPlot,
  order: Order,
  pictures: readonly Picture[],
  gallery: Pick<Studio["gallery"], "file">,
): Promise<readonly (Picture | SubSheet | undefined)[]> {
  if (!order.grid) return pictures;
  const plan = planGrid({ ...order, grid: order.grid });
  const { cells, picturesPerCell } = plan;
  const at = new Map(pictures.map((picture) => [picture.place, picture]));
  const sheet = at.get(cells.length * picturesPerCell);
  const cellAt = (place: number) => {
    const picture = at.get(place);
    return picture && { recipe: picture.recipe, pixels: () => pixelsOf(picture, gallery) };
  };
  const isOneSheet = plan.axes.z.values.length === 1;
  const subSheets = !plot.hasSubGrids || !sheet ? [] : isOneSheet ? [sheet] : await paintSubSheets(plan, cellAt);
  const sheets = sheet ? [sheet, ...subSheets] : [];
  if (!plot.hasCells) return sheets;
  const inOrder: (Picture | undefined)[] = [];
  for (const [i, cell] of cells.entries()) inOrder[sheetPlace(plan, cell.at)] = at.get(i * picturesPerCell);
  return [...sheets, ...inOrder];
}

/** A file that is gone leaves its cell empty. */
async function pixelsOf({ id }: Picture, gallery: Pick<Studio["gallery"], "file">) {
  const file = await gallery.file(id);
  return file === undefined ? undefined : readPicture(file).catch(() => undefined);
}
