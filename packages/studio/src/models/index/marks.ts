import { defined, type Recipe, refsIn, writtenKinds } from "@danfang/domain";
import type { Database } from "../../database/database.ts";
import { whenFree } from "../../database/when-free.ts";
import type { ModelMark } from "../models.ts";
import { showMark } from "./model-rows.ts";
import { resolveModels } from "./resolve.ts";

/** Keeps what somebody says of the model at a path, whatever becomes of the list. `head` tells its file when it was moved. */
export const keepMark = (
  database: Database,
  { id, head }: { readonly id: string; readonly head: string | undefined },
  { isFavourite, notes, tags }: ModelMark,
): Promise<void> =>
  whenFree(database, () =>
    database.transaction(() => {
      begin(database, id);
      const set = (column: string, value: string | number | null) =>
        database.run(`UPDATE model_marks SET ${column} = ? WHERE id = ?`, value, id);
      if (head !== undefined) set("head", head);
      if (isFavourite !== undefined) set("is_favourite", Number(isFavourite));
      if (notes !== undefined) set("notes", notes || null);
      if (tags !== undefined) set("tags", JSON.stringify(tags));
      showMark(database, id);
    }),
  );

/** Begins a mark, if there is none yet, and keeps which file it is of. */
function begin(database: Database, id: string): void {
  database.run("INSERT OR IGNORE INTO model_marks (id) VALUES (?)", id);
  database.run(
    `UPDATE model_marks SET (path, identity, size_bytes, modified_at) =
       (SELECT path, identity, size_bytes, modified_at FROM models WHERE models.id = ?1 LIMIT 1)
     WHERE id = ?1 AND EXISTS (SELECT 1 FROM models WHERE models.id = ?1)`,
    id,
  );
}

/** Counts that models were painted with, by what a picture's recipe calls them. */
export const countUses = (database: Database, recipe: Recipe, roots: readonly string[], now: number): Promise<void> =>
  whenFree(database, () =>
    database.transaction(() => {
      for (const id of idsIn(database, recipe, roots)) {
        begin(database, id);
        database.run("UPDATE model_marks SET uses = uses + 1, used_at = ? WHERE id = ?", now, id);
        showMark(database, id);
      }
    }),
  );

const recipeKinds = ["checkpoint", "vae", ...writtenKinds] as const;

function idsIn(database: Database, recipe: Recipe, roots: readonly string[]): Set<string> {
  const upscaler = recipe.hires?.upscaler;
  const names = [
    ...recipeKinds.flatMap((kind) =>
      refsIn(recipe, kind).map(({ name, hash }) => ({ kind, ...defined({ name, hash }) })),
    ),
    ...(upscaler === undefined ? [] : [{ kind: "upscaler" as const, name: upscaler }]),
  ];
  const found = resolveModels(database, names, roots);
  return new Set(found.flatMap((model) => (model ? [model.id] : [])));
}
