import { DatabaseSync } from "node:sqlite";

/** How long to wait for another process that mends, milliseconds. */
const patience = 60_000;

/**
 * Runs `work` while no other process mends this database; waits for one that does. The lock is the system's own, on an
 * empty database of SQLite's beside it, which stays: it ends with its process. Errors: SQLite's, where another mends for too long.
 */
export function whileMending<T>(path: string, work: () => T): T {
  const lock = new DatabaseSync(`${path}.lock`, { timeout: patience });
  try {
    lock.exec("BEGIN EXCLUSIVE");
    return work();
  } finally {
    lock.close();
  }
}
