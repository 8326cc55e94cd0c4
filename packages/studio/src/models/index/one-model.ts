import type { Database, Row } from "../../database/database.ts";
import type { ListedModel } from "../models.ts";
import { listedColumns, listedOf } from "./model-rows.ts";

/** A listed model, and where its file is. */
export interface Indexed {
  readonly path: string;
  readonly entry: ListedModel;
}

const indexedOf = (row: Row | undefined): Indexed | undefined => {
  const entry = row && listedOf(row);
  return entry && { path: String(row.path), entry };
};

/** The model of an id, below these roots. */
export const modelOf = (database: Database, id: string, roots: readonly string[]): Indexed | undefined =>
  indexedOf(
    database.first(
      `SELECT ${listedColumns} FROM models JOIN model_entries USING (number)
       WHERE id = ? AND root IN (SELECT value FROM json_each(?))`,
      id,
      JSON.stringify(roots),
    ),
  );

/** Every path of a model's file, its own first. */
export const pathsOf = (database: Database, { path }: Indexed): string[] => [
  path,
  ...database
    .all(
      `SELECT path FROM models WHERE path <> ?1 AND identity <> ''
         AND (kind, identity) = (SELECT kind, identity FROM models WHERE path = ?1) ORDER BY path`,
      path,
    )
    .map((row) => String(row.path)),
];

/** Where a model lies, by its id or its path. */
export function rowOfModel(
  database: Database,
  idOrPath: string,
): { readonly id: string; readonly path: string; readonly root: string } {
  const row = database.first("SELECT id, path, root FROM models WHERE id = ?1 OR path = ?1", idOrPath);
  return { id: String(row?.id ?? ""), path: String(row?.path ?? ""), root: String(row?.root ?? "") };
}
