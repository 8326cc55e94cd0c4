import type { Database } from "../database/database.ts";

/** More at once than this are a reason to look anew, not to be told of each. */
const mostTold = 100;

/**
 * Gives, call by call, the ids of pictures that were made since the call before, oldest first; undefined where there are
 * too many to name. What was imported has its own time, often long ago, and is not among them.
 */
export function watchPictures(database: Database): () => string[] | undefined {
  const newest = () => Number(database.first("SELECT max(number) AS n FROM pictures")?.n ?? 0);
  let seen = newest();
  return () => {
    const rows = database.all(
      `SELECT id, number FROM pictures WHERE number > ? AND is_passing = 0 AND deleted_at IS NULL
       ORDER BY number LIMIT ?`,
      seen,
      mostTold + 1,
    );
    seen = rows.length > mostTold ? newest() : Number(rows.at(-1)?.number ?? seen);
    return rows.length > mostTold ? undefined : rows.map(({ id }) => String(id));
  };
}
