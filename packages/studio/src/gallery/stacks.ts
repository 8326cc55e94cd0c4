import type { Recipe } from "@danfang/domain";
import type { Database, Row } from "../database/database.ts";

/** A grid's sheet names itself so. Source: AUTOMATIC1111 `xyz_grid.py`. */
const isSheet = (recipe: Recipe): boolean => recipe.extra?.Script === "X/Y/Z plot";

/**
 * Lays the cells of a grid under its sheet, or takes them from under it: a cell is stacked exactly while its sheet is
 * shown, so that none is ever out of reach.
 */
export function stackUnder(
  database: Database,
  sheet: { readonly jobId: unknown; readonly place: unknown; readonly recipe: Recipe },
  how: "stack" | "spread",
): void {
  const { jobId, place, recipe } = sheet;
  if (typeof jobId !== "string" || typeof place !== "number" || !isSheet(recipe)) return;
  database.run(
    "UPDATE pictures SET is_stacked = ? WHERE job_id = ? AND place < ?",
    how === "stack" ? 1 : 0,
    jobId,
    place,
  );
}

/** Pictures that lie under a row's; only a sheet that is shown has any. */
export function stackedUnder(database: Database, { job_id: jobId, place, is_stacked: isStacked }: Row): number {
  if (typeof jobId !== "string" || typeof place !== "number" || isStacked === 1) return 0;
  const count =
    "SELECT count(*) AS n FROM pictures WHERE job_id = ? AND is_stacked = 1 AND deleted_at IS NULL AND place < ?";
  return Number(database.first(count, jobId, place)?.n);
}
