import { ModelEntry, type ShelfKind } from "@danfang/domain";
import { compactName } from "@danfang/library";
import { z } from "zod";
import { jsonOf } from "../../database/columns.ts";
import type { Database, Row } from "../../database/database.ts";
import { KeptProblem } from "../../problems/kept-problem.ts";
import type { ListedModel } from "../models.ts";
import { type KeptMark, markOf } from "./kept-mark.ts";
import { modelTokens } from "./model-words.ts";
import { naturalKey } from "./natural-key.ts";
import { touch } from "./revision.ts";

/** What tells whether a file is still the one that was read. */
export interface FileStamp {
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Device and inode. */
  readonly identity: string;
  /** Of the cards and pictures beside it. */
  readonly beside: string;
}

/** Where a file was found. */
interface ModelPlace {
  readonly path: string;
  readonly root: string;
  /** Undefined for what is no model: it is remembered, so that it is not opened again. */
  readonly kind: ShelfKind | undefined;
  /** Which of the kind's folders below the root. */
  readonly place: number;
  /** Path below that folder, with forward slashes. */
  readonly name: string;
}

/** A model as it was found on the disk; `entry` is undefined for kinds that nobody lists. */
export interface FoundModel extends ModelPlace, FileStamp {
  readonly entry: ListedModel | undefined;
  readonly stem: string;
  readonly isCopy: boolean;
}

/** A model as the index remembers it. */
const KeptModel = ModelEntry.omit({
  previewUrl: true,
  isFavourite: true,
  uses: true,
  isAbsent: true,
  modifiedAt: true,
}).extend({
  previewVersion: z.string().optional(),
  wordsBeside: z.array(z.string()).optional(),
  alias: z.string().optional(),
  vaeChoice: z.string().optional(),
  isVaeBaked: z.boolean().optional(),
  problem: KeptProblem.optional(),
});

/** Columns that a listed model is made of. */
export const listedColumns =
  "number, id, path, root, sort, place, is_broken, is_favourite, uses, is_absent, modified_at, entry";

/** A row with its entry, as it is listed; undefined where its entry cannot be read. */
export function listedOf(row: Row): ListedModel | undefined {
  const entry = jsonOf(KeptModel, row.entry);
  if (!entry) return undefined;
  const modifiedAt = Number(row.modified_at);
  return {
    ...entry,
    ...(Number.isFinite(modifiedAt) ? { modifiedAt } : {}),
    ...(row.is_favourite === 1 ? { isFavourite: true } : {}),
    ...(Number.isSafeInteger(row.uses) && Number(row.uses) > 0 ? { uses: Number(row.uses) } : {}),
    ...(row.is_absent === 1 ? { isAbsent: true } : {}),
  };
}

const lacksVae = ({ kind, automaticVae }: ListedModel): boolean =>
  kind === "checkpoint" && automaticVae?.why === "none";

/** Puts a model into the index, in the place of what was known under its path. In the caller's transaction. */
export function putModel(database: Database, found: FoundModel): void {
  const { path, root, kind, place, name, stem, entry, size, modified, identity, beside, isCopy } = found;
  const folder = path.slice(0, path.length - (name.split("/").at(-1)?.length ?? 0) - 1);
  const values = {
    path,
    root,
    kind: kind ?? "",
    place,
    name,
    identity,
    beside,
    folder,
    id: entry?.id ?? path,
    sort: naturalKey(name),
    word: kind === "embedding" ? compactName(stem) : stem.toLowerCase(),
    alias: entry?.alias?.toLowerCase() ?? null,
    family: entry?.family ?? "",
    base: entry?.baseModel ?? entry?.family ?? "",
    sha256: entry?.sha256 ?? null,
    size_bytes: size,
    modified_at: modified,
    is_copy: Number(isCopy),
    is_broken: Number(entry?.problem !== undefined),
    lacks_vae: Number(entry !== undefined && lacksVae(entry)),
  };
  const names = Object.keys(values);
  database.run(
    `INSERT INTO models (${names.join(", ")}) VALUES (${names.map((one) => `:${one}`).join(", ")})
     ON CONFLICT (path) DO UPDATE SET is_absent = 0, ${names.map((one) => `${one} = excluded.${one}`).join(", ")}`,
    values,
  );
  const number = Number(database.first("SELECT number FROM models WHERE path = ?", path)?.number);
  if (entry) putEntry(database, number, entry);
  else forgetEntry(database, number);
}

function putEntry(database: Database, number: number, entry: ListedModel): void {
  const { isFavourite: _, uses: __, isAbsent: ___, modifiedAt: ____, ...kept } = entry;
  database.run("INSERT OR REPLACE INTO model_entries VALUES (?, ?)", number, JSON.stringify(kept));
  putMark(database, number, entry, markOf(database, entry.id));
}

/** What is searched and counted of a model: what it says itself, and what its owner says of it. */
function putMark(database: Database, number: number, entry: ListedModel, mark: KeptMark): void {
  touch(database);
  database.run("DELETE FROM model_search WHERE rowid = ?", number);
  database.run("INSERT INTO model_search (rowid, tokens) VALUES (?, ?)", number, modelTokens(entry, mark));
  database.run("DELETE FROM model_tags WHERE number = ?", number);
  for (const tag of new Set([...mark.tags, ...(entry.tags ?? [])]))
    database.run("INSERT INTO model_tags VALUES (?, ?)", tag, number);
  const { isFavourite, uses, usedAt } = mark;
  const change = "UPDATE models SET is_favourite = ?, uses = ?, used_at = ? WHERE number = ?";
  database.run(change, Number(isFavourite), uses, usedAt, number);
}

/** Brings a model's row in line with what is kept of it. In the caller's transaction. */
export function showMark(database: Database, id: string): void {
  const mark = markOf(database, id);
  for (const row of database.all(
    `SELECT ${listedColumns} FROM models JOIN model_entries USING (number) WHERE id = ?`,
    id,
  )) {
    const entry = listedOf(row);
    if (entry) putMark(database, Number(row.number), entry, mark);
  }
}

function forgetEntry(database: Database, number: number): void {
  touch(database);
  database.run("DELETE FROM model_entries WHERE number = ?", number);
  database.run("DELETE FROM model_tags WHERE number = ?", number);
  database.run("DELETE FROM model_search WHERE rowid = ?", number);
}

/** Takes models out of the index. In the caller's transaction. */
export function dropModels(database: Database, numbers: readonly number[]): void {
  for (const number of numbers) {
    forgetEntry(database, number);
    database.run("DELETE FROM models WHERE number = ?", number);
  }
}

/** Changes what is known of the model at a path; undefined where none is listed there. */
export function changeEntry(
  database: Database,
  path: string,
  change: (entry: ListedModel) => ListedModel,
): ListedModel | undefined {
  return database.transaction(() => {
    const row = database.first(
      "SELECT number, is_copy, entry FROM models JOIN model_entries USING (number) WHERE path = ?",
      path,
    );
    const before = row && jsonOf(KeptModel, row.entry);
    if (!before) return undefined;
    const entry = change(before);
    const number = Number(row.number);
    putEntry(database, number, entry);
    database.run(
      "UPDATE models SET sha256 = ?, lacks_vae = ?, is_broken = ? WHERE number = ?",
      entry.sha256 ?? null,
      Number(lacksVae(entry)),
      Number(entry.problem !== undefined),
      number,
    );
    return entry;
  });
}
