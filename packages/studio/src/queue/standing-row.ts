import { type JobId, JobState } from "@danfang/domain";
import { countOf, jsonOf } from "../database/columns.ts";
import type { Database, Row } from "../database/database.ts";
import { KeptProblem } from "../problems/kept-problem.ts";
import { type JobEvent, type Standing, transition } from "./states.ts";

/** How a job stands by its row of `jobs`; undefined where it is in no state that we know. */
function standingOf(row: Row): Standing | undefined {
  const state = JobState.safeParse(row.state).data;
  return (
    state && {
      state,
      attempts: countOf(row.attempts),
      fruitless: countOf(row.fruitless),
      problem: row.problem === null ? undefined : jsonOf(KeptProblem, row.problem),
      startedAt: momentOf(row.started_at),
      finishedAt: momentOf(row.finished_at),
      wishes: { stop: row.cancelling === 1, skip: row.skipping === 1, endAfterBatch: row.is_last_batch === 1 },
    }
  );
}

const momentOf = (column: unknown): number | undefined => (typeof column === "number" ? column : undefined);

export interface Happening {
  readonly now: number;
  /** Who begins the job, or the only one whom the event may come from. */
  readonly worker?: string;
  /** How far it is, where that is known. */
  readonly progress?: { readonly step: number; readonly batch?: number };
}

/**
 * Changes a job's row as its event says, inside the caller's transaction. Gives how it stands then; undefined where nothing
 * happened: it is not there, in another state, or in another worker's hands.
 */
export function happen(database: Database, id: JobId, event: JobEvent, how: Happening): Standing | undefined {
  const row = database.first("SELECT * FROM jobs WHERE id = ?", id);
  const before = row && standingOf(row);
  const isForeign = how.worker !== undefined && event.is !== "taken" && row?.owner !== how.worker;
  const after = before && !isForeign ? transition(before, event, how.now) : undefined;
  if (before && after) write(database, id, { before, after }, how);
  return after;
}

/** A problem that nobody can read stays while the job is begun. */
function write(
  database: Database,
  id: JobId,
  { before, after }: { readonly before: Standing; readonly after: Standing },
  { worker, progress }: Happening,
): void {
  const { state, attempts, fruitless, problem, startedAt, finishedAt, wishes } = after;
  database.run(
    `UPDATE jobs SET state = :state, attempts = :attempts, fruitless = :fruitless,
       problem = CASE WHEN :says THEN :problem ELSE problem END, started_at = :started, finished_at = :finished,
       cancelling = :stop, skipping = :skip, is_last_batch = :last, step = coalesce(:step, step),
       batch = coalesce(:batch, batch),
       owner = CASE WHEN :state <> 'running' THEN NULL WHEN :begun THEN :worker ELSE owner END WHERE id = :id`,
    {
      id,
      state,
      attempts,
      fruitless,
      started: startedAt ?? null,
      finished: finishedAt ?? null,

      says: Number(problem !== before.problem || (problem === undefined && before.state !== "queued")),
      worker: worker ?? null,
      problem: problem ? JSON.stringify(problem) : null,
      begun: Number(before.state === "queued"),
      stop: Number(wishes.stop),
      skip: Number(wishes.skip),
      last: Number(wishes.endAfterBatch),
      step: progress?.step ?? null,
      batch: progress?.batch ?? null,
    },
  );
}
