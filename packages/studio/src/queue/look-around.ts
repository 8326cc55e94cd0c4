import type { JobId } from "@danfang/domain";
import type { Database } from "../database/database.ts";
import { forgetSkip, rowOf } from "./jobs-table.ts";
import type { Ownership } from "./ownership.ts";
import type { JobTeller } from "./tell-jobs.ts";
import type { InHand } from "./work-off.ts";

export interface LookOptions {
  readonly database: Database;
  readonly teller: JobTeller;
  readonly ownership: Ownership;
  readonly inHand: ReadonlyMap<string, InHand>;
  /** Another process has written to the database. */
  readonly onForeignChange?: (() => void) | undefined;
}

/** Gives what looks at the database for news: another process may have submitted, cancelled, or died. */
export function openLookAround({ database, teller, ownership, inHand, onForeignChange }: LookOptions): () => void {
  let seen = database.foreignChanges();
  return () => {
    const changes = database.foreignChanges();
    if (changes !== seen) {
      for (const [id, { wanted }] of inHand) hear(id, wanted);
      teller.changedElsewhere();
      onForeignChange?.();
      seen = changes; // not before: what could not be read is looked at again
    }
    teller.wake();
  };

  /** What other processes want of a job that this one paints. */
  function hear(id: JobId, wanted: InHand["wanted"]): void {
    const row = rowOf(database, id);
    if (row?.owner !== ownership.token || row.cancelling === 1) wanted.stop();
    if (row?.is_last_batch === 1) wanted.endAfterBatch();
    if (row?.skipping !== 1) return;
    forgetSkip(database, id);
    wanted.skip();
  }
}
