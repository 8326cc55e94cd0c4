import { rm } from "node:fs/promises";
import type { Database } from "../database/database.ts";
import { whenFree } from "../database/when-free.ts";

/** How long a picture that is not for the gallery can still be fetched, milliseconds. */
const stay = 60 * 60 * 1000;

/** Removes pictures whose time is over, rows and files. */
export async function sweepPassing(database: Database, now: number): Promise<void> {
  const before = now - stay;
  for (const { number, path } of database.all(
    "SELECT number, path FROM pictures WHERE is_passing = 1 AND created_at < ?",
    before,
  )) {
    await rm(String(path), { force: true });
    await whenFree(database, () => database.run("DELETE FROM pictures WHERE number = ?", number ?? null));
  }
}
