import type { Database } from "../../database/database.ts";

const revisions = new WeakMap<Database, number>();

/** The index changed through this connection. */
export function touch(database: Database): void {
  revisions.set(database, (revisions.get(database) ?? 0) + 1);
}

/** Differs after each change of the index, whoever made it. */
export const revisionOf = (database: Database): string =>
  `${revisions.get(database) ?? 0} ${database.foreignChanges()}`;
