import type { Database } from "../../database/database.ts";
import { whenFree } from "../../database/when-free.ts";
import type { ModelMark } from "../models.ts";
import { touch } from "./revision.ts";

/** Keeps what somebody says of a model, whatever becomes of the list. */
export const keepMark = (database: Database, id: string, { isFavourite, notes, tags }: ModelMark): Promise<void> =>
  whenFree(database, () =>
    database.transaction(() => {
      database.run("INSERT OR IGNORE INTO model_marks (id) VALUES (?)", id);
      const set = (column: string, value: string | number | null) =>
        database.run(`UPDATE model_marks SET ${column} = ? WHERE id = ?`, value, id);
      if (isFavourite !== undefined) set("is_favourite", Number(isFavourite));
      if (notes !== undefined) set("notes", notes || null);
      if (tags !== undefined) set("tags", JSON.stringify(tags));
      showMark(database, id);
    }),
  );

/** Counts that models were painted with, by the paths of their files. */
export const countUses = (database: Database, paths: readonly string[]): Promise<void> =>
  whenFree(database, () =>
    database.transaction(() => {
      for (const path of new Set(paths)) {
        const id = database.first("SELECT id FROM models WHERE path = ?", path)?.id;
        if (typeof id !== "string") continue;
        database.run("INSERT OR IGNORE INTO model_marks (id) VALUES (?)", id);
        database.run("UPDATE model_marks SET uses = uses + 1, used_at = ? WHERE id = ?", Date.now(), id);
        showMark(database, id);
      }
    }),
  );

/** Brings a model's row in line with what is kept of it. */
function showMark(database: Database, id: string): void {
  touch(database);
  database.run(
    `UPDATE models SET (is_favourite, uses) = (SELECT is_favourite, uses FROM model_marks WHERE id = ?1) WHERE id = ?1`,
    id,
  );
}
