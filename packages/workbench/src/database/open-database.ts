import { existsSync, mkdirSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DanfangError, type Problem, problemOf } from "@danfang/domain";
import { type Database, databaseOver } from "./database.ts";
import { databaseErrors } from "./errors.ts";
import { migrations } from "./migrations.ts";
import { patience } from "./patience.ts";

/** How long opening waits for another process's transaction, milliseconds: nobody else is kept waiting yet. */
const patienceAtStart = 10_000;
/** SQLite's primary result codes. Source: sqlite.org/rescode.html. */
const sqliteCorrupt = 11;
const sqliteNotADatabase = 26;

export interface OpenedDatabase {
  readonly database: Database;
  /** Set when a damaged database was set aside and a new one begun. */
  readonly problem: Problem | undefined;
}

/**
 * Opens `danfang.sqlite`, making or migrating it. A damaged one is renamed, never deleted, and a new one begun.
 *
 * Write-ahead log, so that readers never wait for the writer. `synchronous = FULL`: what somebody was told (a job was
 * taken, a picture is kept) survives a power cut. What is only noted for after a crash does not wait for the disk.
 *
 * Errors: `database/tooNew`, `database/unusable`.
 */
export function openDatabase(path: string, now: () => number = Date.now): OpenedDatabase {
  mkdirSync(dirname(path), { recursive: true });
  try {
    return { database: open(path), problem: undefined };
  } catch (cause) {
    if (!isDamage(cause)) throw translated(path, cause);
    const keptAs = setAside(path, now());
    const problem = problemOf(databaseErrors.setAside({ file: path, keptAs, reason: messageOf(cause) }));
    return { database: open(path), problem };
  }
}

function open(path: string): Database {
  const connection = new DatabaseSync(path, { timeout: patienceAtStart, enableForeignKeyConstraints: true });
  try {
    refuseNewer(path, versionOf(connection));
    connection.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32000");
    migrate(path, connection);
    connection.prepare("SELECT count(*) FROM jobs WHERE state = 'running'").get(); // touches what a start needs
    connection.exec(`PRAGMA busy_timeout = ${patience}`);
    return databaseOver(connection, path);
  } catch (error) {
    connection.close();
    throw error;
  }
}

function versionOf(connection: DatabaseSync): number {
  return Number(connection.prepare("PRAGMA user_version").get()?.user_version);
}

function refuseNewer(file: string, version: number): void {
  if (version > migrations.length) throw databaseErrors.tooNew({ file, version, known: migrations.length });
}

/** Two processes may open one new database at once: the version is read again once the database is ours. */
function migrate(path: string, connection: DatabaseSync): void {
  if (versionOf(connection) === migrations.length) return;
  connection.exec("BEGIN IMMEDIATE");
  try {
    const version = versionOf(connection);
    refuseNewer(path, version);
    for (const sql of migrations.slice(version)) connection.exec(sql);
    connection.exec(`PRAGMA user_version = ${migrations.length}; COMMIT`);
  } catch (error) {
    connection.exec("ROLLBACK");
    throw error;
  }
}

function setAside(path: string, time: number): string {
  const stamp = new Date(time).toISOString().replace(/[:.]/g, "-");
  const keptAs = `${path}.broken-${stamp}`;
  for (const suffix of ["", "-wal", "-shm"]) if (existsSync(path + suffix)) renameSync(path + suffix, keptAs + suffix);
  return keptAs;
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** Whether SQLite says that the file itself is broken. Extended codes carry the primary one in their low byte. */
function isDamage(cause: unknown): boolean {
  const code = (cause as { errcode?: number }).errcode;
  return code !== undefined && [sqliteCorrupt, sqliteNotADatabase].includes(code & 0xff);
}

const translated = (file: string, cause: unknown): DanfangError =>
  cause instanceof DanfangError ? cause : databaseErrors.unusable({ file, reason: messageOf(cause) }, cause);
