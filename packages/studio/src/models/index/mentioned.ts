import { compactName } from "@danfang/library";
import type { Database } from "../../database/database.ts";
import type { ListedModel } from "../models.ts";
import { listedColumns, listedOf } from "./model-rows.ts";

/** Embeddings told of one text; more of them nobody wrote. */
const most = 100;

/** Embeddings below these roots whose names stand in a text, spaces and case aside. */
export const mentionedIn = (database: Database, text: string, roots: readonly string[]): ListedModel[] =>
  database
    .all(
      `SELECT ${listedColumns} FROM (
         SELECT * FROM models WHERE kind = 'embedding' AND is_absent = 0 AND is_copy = 0 AND word <> ''
           AND root IN (SELECT value FROM json_each(:roots)) AND instr(:text, word) > 0
         ORDER BY length(word) DESC LIMIT ${most}
       ) JOIN model_entries USING (number)`,
      { roots: JSON.stringify(roots), text: compactName(text) },
    )
    .map(listedOf)
    .filter((entry) => entry !== undefined);
