import type { JobId } from "@danfang/domain";
import type { Database, Row } from "../database/database.ts";

/** Finds out which jobs other processes on the same home have changed. */
export interface ForeignJobs {
  /** Ids of the jobs that are not as they were at the last look. */
  changed(): string[];
  /** A job is as we know it: the change was ours. */
  know(id: JobId): void;
}

/** What of a job shows, and is in the database: the steps of one that is painted elsewhere are not. */
const columns = "id, state || ' ' || priority || ' ' || position || ' ' || pictures || notes AS print";

/**
 * Remembers how the jobs stand that are not over. One that ends is told once more and forgotten; one that came and ended
 * between two looks is told by its position, which is above all that were there.
 */
export function watchJobs(database: Database): ForeignJobs {
  const known = new Map<string, string>();
  const last = () => Number(database.first("SELECT max(position) AS n FROM jobs")?.n ?? 0);
  let seen = last();
  const alive = () => database.all(`SELECT ${columns} FROM jobs WHERE state IN ('queued', 'running')`);
  const remember = ({ id, print }: Row) => known.set(String(id), String(print));
  for (const row of alive()) remember(row);

  return {
    changed() {
      const rows = alive();
      const isAlive = new Set(rows.map(({ id }) => String(id)));
      const over = [...known.keys()].filter((id) => !isAlive.has(id));
      for (const id of over) known.delete(id);
      const passed = database
        .all("SELECT id FROM jobs WHERE position > ? AND state NOT IN ('queued', 'running')", seen)
        .map(({ id }) => String(id));
      seen = last();
      const others = rows.filter(({ id, print }) => known.get(String(id)) !== print);
      for (const row of others) remember(row);
      return [...new Set([...over, ...passed, ...others.map(({ id }) => String(id))])];
    },
    know(id) {
      const row = database.first(`SELECT ${columns} FROM jobs WHERE id = ? AND state IN ('queued', 'running')`, id);
      if (row) remember(row);
      else known.delete(id);
    },
  };
}
