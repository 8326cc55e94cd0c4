import type { JobId } from "@danfang/domain";
import type { CellPicture } from "@danfang/workbench";
import { readPicture } from "@danfang/workbench";
import type { Database } from "../database/database.ts";
import { recipeOf } from "./picture-row.ts";

/** The pictures that a job has made so far, by their places in it; read from their files when they are asked for. */
export function keptCells(database: Database, jobId: JobId): ReadonlyMap<number, CellPicture> {
  const rows = database.all(
    `SELECT place, path, recipe, infotext FROM pictures LEFT JOIN picture_details USING (number)
     WHERE job_id = ? AND place IS NOT NULL ORDER BY number`,
    jobId,
  );
  return new Map(
    rows.map((row) => [
      Number(row.place),
      {
        recipe: recipeOf(row),
        // Somebody may have deleted it meanwhile: its cell stays empty.
        pixels: () => readPicture(String(row.path)).catch(() => undefined),
      },
    ]),
  );
}
