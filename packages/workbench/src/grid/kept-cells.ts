import { Recipe } from "@danfang/domain";
import type { Database } from "../database/database.ts";
import { readPicture } from "../generate/read-picture.ts";
import type { CellPicture } from "./paint-sheet.ts";

/** The pictures that a job has made so far, by their places in it; read from their files when they are asked for. */
export function keptCells(database: Database, jobId: string): ReadonlyMap<number, CellPicture> {
  const rows = database.all(
    `SELECT place, path, recipe FROM pictures JOIN picture_details USING (number)
     WHERE job_id = ? AND place IS NOT NULL ORDER BY number`,
    jobId,
  );
  return new Map(
    rows.map(({ place, path, recipe }) => [
      Number(place),
      {
        recipe: Recipe.parse(JSON.parse(String(recipe))),
        // Somebody may have deleted it meanwhile: its cell stays empty.
        pixels: () => readPicture(String(path)).catch(() => undefined),
      },
    ]),
  );
}
