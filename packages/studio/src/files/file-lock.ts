import { mkdir, open, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { diskReasons, type Reason, reasonOf } from "@danfang/domain";
import { filesErrors, sourceErrors } from "@danfang/formats";

/** An empty database of SQLite's, beside the files that it guards: its lock is the system's and ends with its process. */
const lockName = "danfang.lock";
/** How long others may take, seconds; a change takes milliseconds. */
const patience = 10;
/** Milliseconds between two tries, drawn so that processes do not keep in step. */
const shortestPause = 5;
const longestPause = 40;

/** SQLite's primary result codes. Source: sqlite.org/rescode.html. */
const busy = 5;
const full = 13;
const notADatabase = 26;

/**
 * Does `work` while no other Danfang that uses this file's folder changes anything in it: what is read, changed and
 * written within it loses nothing of anybody else's. Other calls of this process wait, too; do not nest.
 *
 * Errors: `files/inUse` after ten seconds, `formats/unwritable`; those of `work` pass through.
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: Error) => {
    throw sourceErrors.unwritable({ file, reason: reasonOf(cause) }, cause);
  });
  const connection = await acquire(file, join(folder, lockName));
  try {
    return await work();
  } finally {
    connection.close(); // rolls back, and there was nothing to
  }
}

async function acquire(file: string, lock: string): Promise<DatabaseSync> {
  const start = performance.now();
  for (;;) {
    const got = tryToLock(lock);
    if (got instanceof DatabaseSync) return got;
    if (got.code === notADatabase) {
      await rm(lock, { force: true }); // somebody's text under our name guards nothing
      continue;
    }
    if (got.code !== busy) {
      const { reason, cause } = (await refusalOf(lock)) ?? { reason: reasonOf(got.cause), cause: got.cause };
      throw sourceErrors.unwritable({ file, reason: got.code === full ? diskReasons.full : reason }, cause);
    }
    if (performance.now() - start > patience * 1000) throw filesErrors.inUse({ file, seconds: patience });
    await setTimeout(shortestPause + Math.random() * (longestPause - shortestPause));
  }
}

/** Why no lock can be had: the file system says better than SQLite what is wrong. Undefined where it knows nothing. */
async function refusalOf(lock: string): Promise<{ readonly reason: Reason; readonly cause?: unknown } | undefined> {
  const found = await stat(lock).catch(() => undefined); // why there is none is said when it is opened
  if (found && !found.isFile())
    return { reason: { en: `what is called ${lockName} beside it is not a file`, zh: `旁边的 ${lockName} 不是文件` } };
  try {
    await (await open(lock, "a")).close();
    return undefined;
  } catch (cause) {
    return { reason: reasonOf(cause), cause };
  }
}

function tryToLock(lock: string): DatabaseSync | { readonly code: number; readonly cause: Error } {
  let connection: DatabaseSync | undefined;
  try {
    connection = new DatabaseSync(lock, { timeout: 0 });
    connection.exec("BEGIN EXCLUSIVE");
    return connection;
  } catch (cause) {
    connection?.close();
    if (!(cause instanceof Error && "errcode" in cause && typeof cause.errcode === "number")) throw cause;
    return { code: cause.errcode & 0xff, cause };
  }
}
