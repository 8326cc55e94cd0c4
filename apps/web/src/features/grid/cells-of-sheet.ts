import type { Picture } from "@danfang/domain";
import { gridOfExtra, gridRequestOf } from "../draft/grid-draft.ts";
import { cellName, gridValues, paintedPlaces } from "./sheet-places.ts";

export interface SheetCell {
  readonly picture: Picture;
  /** `CFG Scale: 7.0 · red apple`. */
  readonly name: string;
  /** From 1, as on the sheet. */
  readonly column: number;
  readonly row: number;
}

/**
 * The first picture of each cell of a sheet, where it stands there, among the pictures of its job. What was skipped or
 * deleted leaves its place empty.
 */
export function cellsOfSheet(sheet: Picture, pictures: readonly Picture[]): SheetCell[] {
  const draft = gridOfExtra(sheet.recipe.extra);
  const grid = draft && gridRequestOf(draft);
  if (grid === undefined || sheet.place === undefined) return [];
  const places = paintedPlaces(grid);
  const perCell = Math.max(1, Math.round(sheet.place / places.length));
  const byPlace = new Map(pictures.map((picture) => [picture.place, picture]));
  const across = gridValues(grid).x.length;
  return places.flatMap((at, i) => {
    const ofCell = Array.from({ length: perCell }, (_, k) => byPlace.get(i * perCell + k));
    const picture = ofCell.find((found) => found !== undefined && found.id !== sheet.id);
    return picture === undefined
      ? []
      : [{ picture, name: cellName(grid, at), column: at.z * across + at.x + 1, row: at.y + 1 }];
  });
}
