import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { SqliteValue } from "@danfang/formats";
import { schemaOf } from "../known-tables.ts";
import { migrations } from "../migrations.ts";

type Values = Record<string, SqliteValue>;

/** What else an index says of a row that it holds: only these are in it. */
const conditions: Readonly<Record<string, Values>> = {
  pictures_favourite: { favourite: 1 },
  pictures_passing: { is_passing: 1 },
};

/**
 * Rows of a table that its indexes know and that could not be read: made from what the indexes hold. Of a picture that is
 * enough, with its file; of a job, that it was there. Gives how many there are of which something is lost for good.
 */
export function rowsFromIndexes(
  target: DatabaseSync,
  table: "jobs" | "pictures",
  entries: (index: string) => Iterable<readonly SqliteValue[]>,
): number {
  const isThere = target.prepare(`SELECT 1 FROM ${table} WHERE id = ?`);
  let lost = 0;
  for (const [rowid, values] of knownByIndexes(table, entries)) {
    if (typeof values.id === "string" && isThere.get(values.id)) continue;
    if (table === "jobs" || typeof values.path !== "string" || typeof values.id !== "string") lost++;
    if (typeof values.id !== "string") continue;
    if (table === "jobs") addJob(target, values);
    else if (typeof values.path === "string") addPicture(target, rowid, values);
  }
  return lost;
}

/** By the number of the row: the columns that its indexes hold. */
function knownByIndexes(table: string, entries: (index: string) => Iterable<readonly SqliteValue[]>) {
  const known = new Map<number, Values>();
  for (const [name, index] of schemaOf(migrations.length).indexes) {
    if (index.table !== table) continue;
    for (const entry of entries(name)) {
      const rowid = Number(entry.at(-1));
      if (entry.length !== index.columns.length + 1 || !Number.isSafeInteger(rowid)) continue;
      const columns = Object.fromEntries(index.columns.map((column, i) => [column, entry[i] ?? null]));
      known.set(rowid, { ...known.get(rowid), ...columns, ...conditions[name] });
    }
  }
  return known;
}

/** Its order is lost: the queue shows it as one that cannot be read. */
function addJob(target: DatabaseSync, values: Values): void {
  insert(target, "jobs", {
    request: "",
    seed: 0,
    source: "studio",
    keep: 1,
    steps: 0,
    state: "failed",
    priority: 0,
    position: 0,
    created_at: values.finished_at ?? 0,
    ...values,
  });
}

/** Sizes and recipe are read from its file later. Source of the time: migrations.ts, `pictures.number`. */
function addPicture(target: DatabaseSync, number: number, values: Values): void {
  insert(target, "pictures", {
    width: 0,
    height: 0,
    size_bytes: 0,
    modified_at: 0,
    is_ours: 1,
    created_at: Math.floor(number / 1000),
    ...values,
    number,
  });
}

function insert(target: DatabaseSync, table: string, values: Values): void {
  const names = Object.keys(values);
  const places = names.map((name) => `:${name}`).join(", ");
  target
    .prepare(`INSERT OR IGNORE INTO ${table} (${names.join(", ")}) VALUES (${places})`)
    .run(values as Record<string, SQLInputValue>);
}
