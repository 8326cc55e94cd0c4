import type { Clock } from "@danfang/domain";
import { JobState } from "@danfang/domain";
import { z } from "zod";
import { jsonOf } from "../database/columns.ts";
import type { Database, Row } from "../database/database.ts";
import { requestOf, unreadableProblem } from "./job-row.ts";

const states = JSON.stringify(JobState.options);

/** Ends the jobs that wait and cannot be painted, and those in a state that is none: the others go on past them. */
export function settleUnreadable(database: Database, clock: Clock): void {
  const doubtful = database
    .all("SELECT * FROM jobs WHERE state = 'queued' OR state NOT IN (SELECT value FROM json_each(?))", states)
    .filter((row) => row.state !== "queued" || !requestOf(row));
  if (doubtful.length > 0)
    database.transaction(() => {
      for (const row of doubtful) failUnreadable(database, row, clock.now());
    });
}

/** Gives the id. */
export function failUnreadable(database: Database, row: Row, now: number): string {
  const parts = requestOf(row) ? ["state"] : ["order"];
  database.run(
    "UPDATE jobs SET state = 'failed', problem = ?, owner = NULL, finished_at = ? WHERE id = ?",
    ...[JSON.stringify(unreadableProblem(row, parts)), now, row.id ?? null],
  );
  return String(row.id);
}

/** A list of pictures that cannot be read is made again from the pictures themselves. Gives the id. */
export function readyToTake(database: Database, row: Row): string {
  const id = String(row.id);
  if (!jsonOf(z.array(z.string()), row.pictures))
    database.run(
      `UPDATE jobs SET pictures =
         (SELECT json_group_array(id) FROM (SELECT id FROM pictures WHERE job_id = :id ORDER BY place)) WHERE id = :id`,
      { id },
    );
  return id;
}
