import { randomBytes } from "node:crypto";
import { closeSync, existsSync, linkSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { migrations } from "./migrations.ts";

/** Only its owner reads it: prompts are private. */
const ownerOnly = 0o600;

/** An empty file beside the database, for a new one. */
export function beside(path: string): string {
  const made = `${path}.${randomBytes(6).toString("hex")}.part`;
  closeSync(openSync(made, "wx", ownerOnly));
  return made;
}

/**
 * Makes a new database under another name, filled by `fill`, and whole before anybody sees it. Gives its path; gone again
 * when something throws.
 */
export function makeBeside(path: string, fill: (connection: DatabaseSync) => void): string {
  const made = beside(path);
  try {
    const connection = new DatabaseSync(made);
    try {
      connection.exec("BEGIN");
      for (const sql of migrations) connection.exec(sql);
      connection.exec(`PRAGMA user_version = ${migrations.length}; COMMIT`);
      fill(connection);
    } finally {
      connection.close();
    }
    return made;
  } catch (error) {
    rmSync(made, { force: true });
    throw error;
  }
}

/** Puts a new database where none is; one that another process was quicker with stays. */
export function putNew(made: string, path: string): void {
  try {
    linkSync(made, path);
  } catch (cause) {
    const isThere = (cause as NodeJS.ErrnoException).code === "EEXIST" || existsSync(path);
    if (!isThere) renameSync(made, path); // a file system without links
  }
  rmSync(made, { force: true });
}

/** Renames a damaged database with its log, never deletes it, and puts a new one in its place. */
export function replaceFile(path: string, keptAs: string, made: string): void {
  for (const suffix of ["-wal", "-shm"]) renameIfThere(path + suffix, keptAs + suffix);
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) {
    try {
      linkSync(path, keptAs); // so that at no time is there no database
    } catch {
      renameSync(path, keptAs); // a file system without links
    }
  } else renameIfThere(path, keptAs);
  renameSync(made, path);
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
  }
}
