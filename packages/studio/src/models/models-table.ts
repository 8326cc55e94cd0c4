import { ModelEntry } from "@danfang/domain";
import { z } from "zod";
import { jsonOf } from "../database/columns.ts";
import type { Database, Row } from "../database/database.ts";
import { KeptProblem } from "../problems/kept-problem.ts";
import type { ListedModel } from "./models.ts";

export interface Listed {
  readonly path: string;
  readonly root: string;
  readonly entry: ListedModel;
}

/** A model as it was found on the disk. */
export interface Found extends Listed {
  readonly size: number;
  readonly modified: number;
}

/** A model as the database remembers it. */
const KeptModel = ModelEntry.omit({ previewUrl: true }).extend({
  previewVersion: z.string().optional(),
  wordsBeside: z.array(z.string()).optional(),
  problem: KeptProblem.optional(),
});

/** What was listed last time, below these roots. */
export function rememberedModels(database: Database, roots: readonly string[]): Listed[] {
  const wanted = new Set(roots);
  const rows = database.all("SELECT path, root, entry FROM models ORDER BY rowid");
  return rows
    .filter(({ root }) => wanted.has(String(root)))
    .flatMap(({ path, root, entry }) => {
      const known = jsonOf(KeptModel, entry);
      return known ? [{ path: String(path), root: String(root), entry: known }] : [];
    });
}

/** The rows of last time, by path. */
export const rowsByPath = (database: Database): ReadonlyMap<string, Row> =>
  new Map(database.all("SELECT * FROM models").map((row) => [String(row.path), row]));

/** What a row says of a file that is still the same. */
export function stillSaid(
  row: Row | undefined,
  { size, modified, root }: Pick<Found, "size" | "modified" | "root">,
): ListedModel | undefined {
  const isSame = row?.size_bytes === size && row.modified_at === modified && row.root === root;
  return isSame ? jsonOf(KeptModel, row.entry) : undefined;
}

/** Puts what was found in the place of what was known. */
export function replaceModels(database: Database, found: readonly Found[]): void {
  database.run("DELETE FROM models");
  for (const { path, root, size, modified, entry } of found)
    database.run("INSERT INTO models VALUES (?, ?, ?, ?, ?)", path, root, size, modified, JSON.stringify(entry));
}
