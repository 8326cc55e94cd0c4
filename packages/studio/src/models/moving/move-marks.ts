import type { Database } from "../../database/database.ts";
import { whenFree } from "../../database/when-free.ts";
import { modelId } from "../read-model-entry.ts";

/** What people said of models stays with them under other names: favourites, notes, tags, how often they were used. */
export const moveMarks = (
  database: Database,
  files: readonly { readonly from: string; readonly to: string }[],
): Promise<void> =>
  whenFree(database, () =>
    database.transaction(() => {
      for (const { from, to } of files)
        database.run("UPDATE OR REPLACE model_marks SET id = ? WHERE id = ?", modelId(to), modelId(from));
    }),
  );
