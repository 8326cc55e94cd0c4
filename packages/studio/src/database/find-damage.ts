import { existsSync, lstatSync, statSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import type { PagesFault } from "@danfang/formats";
import { databaseErrors } from "../problems/database-errors.ts";
import { isDamageAtStart, messageOf } from "./damage.ts";
import { firstLine } from "./integrity-fault.ts";
import { readSchema, schemaFault } from "./known-tables.ts";
import { migrations } from "./migrations.ts";
import { openToRead } from "./read-only.ts";
import { withPages } from "./salvage/read-pages.ts";
import { madeAgain } from "./salvage/salvage.ts";

/** A version beyond this is none that a newer Danfang wrote, but a damaged number. */
const largestVersion = 1000;
/** The largest tables: checked later, in the background. What is in them can be made again. */
const checkedLater: ReadonlySet<string> = new Set(["picture_details", ...madeAgain]);
const faultWords: Readonly<Record<PagesFault, string>> = {
  header: "its header is broken",
  short: "its end is missing",
  log: "its log is broken",
};

/**
 * What is wrong with the database file at `path`, found without writing: into a file whose log is not its own the log
 * would be written for good. Undefined where nothing is, or nothing is there.
 *
 * Looks at every page of the tables that cannot be made again; 100,000 pictures take a tenth of a second.
 *
 * Errors: `database/tooNew`, and what SQLite throws of a file that cannot be opened.
 */
export function findDamage(path: string): string | undefined {
  for (const [suffix, name] of [
    ["-wal", "its log"],
    ["-shm", "the index of its log"],
  ] as const)
    if (kindOf(path + suffix) === "other") return `${name} is not a file`;
  const kind = kindOf(path);
  if (kind === "none")
    return existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0 ? "it is gone, its log is there" : undefined;
  if (kind === "other") return "it is not a file";
  if (statSync(path).size === 0) return "it is empty";
  return pagesFault(path) ?? contentFault(path);
}

function kindOf(path: string): "none" | "file" | "other" {
  const info = lstatSync(path, { throwIfNoEntry: false });
  if (!info) return "none";
  return info.isFile() ? "file" : "other";
}

/** Another process may write while the pages are looked at: only what stays is a fault. */
function pagesFault(path: string): string | undefined {
  const look = () => withPages(path, ({ faults }) => faults[0]);
  const first = look();
  const again = first && look();
  return again && faultWords[again];
}

function contentFault(path: string): string | undefined {
  try {
    return faultIn(openToRead(path), path);
  } catch (error) {
    if (isDamageAtStart(error)) return messageOf(error);
    throw error;
  }
}

function faultIn(connection: DatabaseSync, path: string): string | undefined {
  try {
    const version = Number(connection.prepare("PRAGMA user_version").get()?.user_version);
    if (version > largestVersion || version < 0) return `its version is ${version}`;
    refuseNewer(path, version);
    return schemaFault(readSchema(connection), version) ?? checkTables(connection);
  } finally {
    connection.close();
  }
}

function checkTables(connection: DatabaseSync): string | undefined {
  const names = connection
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_search%' ESCAPE '\\'")
    .all();
  for (const name of ["sqlite_schema", ...names.map(({ name }) => String(name))]) {
    if (checkedLater.has(name)) continue;
    const found = connection.prepare(`PRAGMA quick_check(${JSON.stringify(name)})`).get()?.quick_check;
    if (found !== "ok") return firstLine(found);
  }
  return undefined;
}

export function refuseNewer(file: string, version: number): void {
  if (version > migrations.length) throw databaseErrors.tooNew({ file, version, known: migrations.length });
}
