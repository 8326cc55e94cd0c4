import type { DatabaseSync } from "node:sqlite";
import type { SqliteValue } from "@danfang/formats";
import { schemaOf } from "../known-tables.ts";
import { migrations, stackCells } from "../migrations.ts";
import { type FoundRow, findRows, type WantedTable } from "./find-rows.ts";
import { withOwnPages } from "./read-pages.ts";
import { rowsFromIndexes } from "./rows-from-indexes.ts";

/** What was carried from a damaged database into a new one, and what was not: rows that were there and cannot be read. */
export interface Salvage {
  readonly jobs: number;
  readonly pictures: number;
  readonly lostJobs: number;
  readonly lostPictures: number;
}

/** Tables whose rows are carried. */
export const carried = [
  "jobs",
  "flags",
  "owners",
  "pictures",
  "picture_details",
  "picture_notes",
  "pending_pictures",
  "picture_folders",
  "model_marks",
];

/** Tables that are made again: the models on the shelves are looked up, searches are made of recipes. */
export const madeAgain = ["models", "model_entries", "model_tags", "model_search", "picture_search"];

/** In `flags`, while details and searches of the gallery are still to be made again: see gallery/refill.ts. */
export const refillFlag = "refill";

/** A picture whose place in its job was lost stands where its job has it, if no place was skipped there. */
const placesFromJobs = `
  UPDATE pictures SET place = (
    SELECT key FROM jobs, json_each(CASE WHEN json_valid(jobs.pictures) THEN jobs.pictures ELSE '[]' END) AS made
    WHERE jobs.id = pictures.job_id AND jobs.skipped = 0 AND made.value = pictures.id
  ) WHERE place IS NULL AND width = 0 AND job_id IS NOT NULL`;

/** Copies everything that can be read of the database at `path`, whatever its state, into a new and empty one. */
export function salvage(path: string, target: DatabaseSync): Salvage {
  const schema = schemaOf(migrations.length);
  const first = schemaOf(1);
  const wanted = new Map<string, WantedTable>(
    carried.map((name) => {
      const columns = schema.tables.get(name) ?? [];
      return [name, { columns, fewest: first.tables.get(name)?.length ?? columns.length }];
    }),
  );
  return withOwnPages(path, (pages) => {
    const search = findRows(pages, wanted);
    const insert = inserter(target, wanted);
    target.exec("PRAGMA foreign_keys = OFF; BEGIN");
    for (const row of search.rows) insert(row);
    const lost = { jobs: 0, pictures: 0 };
    for (const table of ["jobs", "pictures"] as const)
      if (search.damaged.has(table)) lost[table] = rowsFromIndexes(target, table, search.entries);
    for (const table of ["picture_details", "picture_notes"])
      target.exec(`DELETE FROM ${table} WHERE number NOT IN (SELECT number FROM pictures)`);
    target.exec(placesFromJobs);
    target.exec(stackCells);
    target.prepare("INSERT OR REPLACE INTO flags VALUES (?, '')").run(refillFlag);
    target.exec("COMMIT; PRAGMA foreign_keys = ON");
    return { ...count(target), lostJobs: lost.jobs, lostPictures: lost.pictures };
  });
}

function count(target: DatabaseSync): { jobs: number; pictures: number } {
  const of = (table: string) => Number(target.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n);
  return { jobs: of("jobs"), pictures: of("pictures") };
}

/** Adds rows as they were; one that is there already stays. What they do not have has its default. */
function inserter(target: DatabaseSync, wanted: ReadonlyMap<string, WantedTable>): (row: FoundRow) => void {
  const statements = new Map<string, { readonly run: (...values: SqliteValue[]) => unknown }>();
  const known = new Map([...wanted].map(([table, { columns }]) => [table, new Set(columns.map(({ name }) => name))]));
  return ({ table, values }) => {
    const names = Object.keys(values).filter((name) => known.get(table)?.has(name));
    const key = `${table} ${names.join(", ")}`;
    const places = names.map(() => "?").join(", ");
    const insert =
      statements.get(key) ?? target.prepare(`INSERT OR IGNORE INTO ${table} (${names.join(", ")}) VALUES (${places})`);
    statements.set(key, insert);
    insert.run(...names.map((name) => values[name] ?? null));
  };
}
