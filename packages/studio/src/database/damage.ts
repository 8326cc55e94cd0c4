import type { DatabaseSync } from "node:sqlite";
import { readSchema, schemaFault } from "./known-tables.ts";
import { migrations } from "./migrations.ts";

/** SQLite's primary result codes. Source: sqlite.org/rescode.html. */
const sqliteError = 1;
const sqliteCorrupt = 11;
const sqliteNotADatabase = 26;

/** Extended codes carry the primary one in their low byte. */
const codeOf = (cause: unknown): number | undefined =>
  cause instanceof Error && "errcode" in cause && typeof cause.errcode === "number" ? cause.errcode & 0xff : undefined;

/** What the search says of its own tables, with the code of a wrong statement. A wrong query is not among it. */
const searchDamage = /^(invalid fts5|vtable constructor|fts5: (?!syntax))/;

/** Whether SQLite says that the file itself is broken. */
function isDamage(cause: unknown): boolean {
  const code = codeOf(cause);
  if (code === sqliteError) return searchDamage.test(messageOf(cause));
  return code === sqliteCorrupt || code === sqliteNotADatabase;
}

/** The same where only statements that make sense in a whole database were tried. */
export const isDamageAtStart = (cause: unknown): boolean => isDamage(cause) || codeOf(cause) === sqliteError;

/**
 * What is wrong with an open database, as an error of its tells; undefined where nothing is. Of a table that somebody
 * dropped SQLite says only that the statement makes no sense: then the tables are looked at.
 */
export function damageOf(cause: unknown, connection: DatabaseSync): string | undefined {
  if (isDamage(cause)) return messageOf(cause);
  if (codeOf(cause) !== sqliteError || !/^no such (table|column)/.test(messageOf(cause))) return undefined;
  return schemaFault(readSchema(connection), migrations.length);
}

export const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
