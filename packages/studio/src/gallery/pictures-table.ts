import type { Picture, PictureId } from "@danfang/domain";
import type { Database, Row } from "../database/database.ts";
import { whenFree } from "../database/when-free.ts";
import { galleryErrors } from "../problems/gallery-errors.ts";
import type { Facet } from "./gallery.ts";
import { pictureOf } from "./picture-row.ts";

export const rowOf = (database: Database, id: PictureId): Row | undefined =>
  database.first(
    `SELECT * FROM pictures LEFT JOIN picture_details USING (number) LEFT JOIN picture_notes USING (number) WHERE id = ?`,
    id,
  );

/** Errors: `gallery/notFound`. */
export function demandRow(database: Database, id: PictureId): Row {
  const row = rowOf(database, id);
  if (!row) throw galleryErrors.notFound({ id });
  return row;
}

/** Changes a picture, all that goes with it or nothing. Errors: `gallery/notFound`. */
export async function changePicture(database: Database, id: PictureId, work: (row: Row) => void): Promise<Picture> {
  await whenFree(database, () => database.transaction(() => work(demandRow(database, id))));
  return pictureOf(demandRow(database, id));
}

/** Folders outside the home whose pictures are shown. */
export const adoptedFolders = (database: Database): string[] =>
  database.all("SELECT path FROM picture_folders").map(({ path }) => String(path));

/** The values of a column among pictures that are shown, the commonest first. */
export const facetOf = (database: Database, column: "checkpoint" | "sampler"): Facet[] =>
  database
    .all(
      `SELECT ${column} AS name, count(*) AS n FROM pictures INDEXED BY pictures_of_${column}
       WHERE is_passing = 0 AND deleted_at IS NULL AND ${column} IS NOT NULL GROUP BY ${column} ORDER BY n DESC, name`,
    )
    .map(({ name, n }) => ({ name: String(name), count: Number(n) }));
