import { DanfangError, type Recipe } from "@danfang/domain";
import { printImage } from "../pictures/save-image.ts";
import { type CellPicture, paintSheet } from "./paint-sheet.ts";
import { type GridPlan, planGrid } from "./plan-grid.ts";

/** The sheet of one z. */
export interface SubSheet {
  readonly recipe: Recipe;
  readonly infotext: string;
  /** With the infotext inside. */
  readonly png: Uint8Array;
}

/**
 * The sheet of each value of z alone, as "Include Sub Grids" asks for them; undefined for one of which nothing was
 * painted. `pictureAt` as for `paintSheet`.
 */
export async function paintSubSheets(
  plan: GridPlan,
  pictureAt: (place: number) => CellPicture | undefined,
): Promise<(SubSheet | undefined)[]> {
  const { z: _, ...grid } = plan.grid;
  const sub = planGrid({ ...plan.request, grid });
  const { picturesPerCell } = plan;
  const cellAt = new Map(plan.cells.map(({ at }, i) => [`${at.x} ${at.y} ${at.z}`, i]));
  const sheets: (SubSheet | undefined)[] = [];
  for (const z of plan.axes.z.values.keys()) {
    const pictureOf = (place: number) => {
      const { at } = sub.cells[Math.floor(place / picturesPerCell)]!;
      return pictureAt(cellAt.get(`${at.x} ${at.y} ${z}`)! * picturesPerCell + (place % picturesPerCell));
    };
    sheets.push(await sheetOf(sub, pictureOf));
  }
  return sheets;
}

async function sheetOf(
  plan: GridPlan,
  pictureAt: (place: number) => CellPicture | undefined,
): Promise<SubSheet | undefined> {
  try {
    const { image } = await paintSheet(plan, pictureAt);
    return { recipe: image.recipe, infotext: image.infotext, png: await printImage(image, "png") };
  } catch (error) {
    if (error instanceof DanfangError && error.code === "grid/nothingPainted") return undefined;
    throw error;
  }
}
