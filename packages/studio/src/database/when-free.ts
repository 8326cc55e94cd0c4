import { setTimeout as sleep } from "node:timers/promises";
import { isBusy } from "@danfang/domain";
import type { Database } from "./database.ts";
import { patience } from "./patience.ts";

export interface WhenFreeOptions {
  /** How long to try, milliseconds. */
  readonly within?: number;
  /** For tests: what waits so many milliseconds. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

const usualWithin = 3_000;
const firstPause = 10;
const longestPause = 200;

/**
 * A change to the database as soon as no other program holds it. The process does other things meanwhile: SQLite itself
 * would hold it up. `change` is one statement or one transaction, which happened wholly or not at all when it throws.
 *
 * Errors: SQLite's own where it stays held (`storage/busy`), and at once for everything else.
 */
export async function whenFree<T>(
  database: Database,
  change: () => T,
  { within = usualWithin, wait = sleep }: WhenFreeOptions = {},
): Promise<T> {
  let waited = 0;
  for (let pause = firstPause; ; pause = Math.min(2 * pause, longestPause)) {
    try {
      return atOnce(database, change);
    } catch (error) {
      if (!isBusy(error) || waited >= within) throw error;
    }
    await wait(pause);
    waited += pause;
  }
}

/** Without a wait inside SQLite. */
function atOnce<T>(database: Database, change: () => T): T {
  database.first("PRAGMA busy_timeout = 0");
  try {
    return change();
  } finally {
    database.first(`PRAGMA busy_timeout = ${patience}`);
  }
}
