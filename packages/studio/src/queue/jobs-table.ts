import {
  type GenerationRequest,
  type JobId,
  type JobState,
  type PictureId,
  type Seed,
  seedAfter,
} from "@danfang/domain";
import type { Database, Row } from "../database/database.ts";
import { queueErrors } from "../problems/queue-errors.ts";
import type { JobSource } from "./queue.ts";

/** What the queue asks of the table `jobs`, and does to it; {@link happen} alone changes how a job stands. */

export const rowOf = (database: Database, id: JobId): Row | undefined =>
  database.first("SELECT * FROM jobs WHERE id = ?", id);

/** Errors: `queue/notFound`. */
export function demandRow(database: Database, id: JobId): Row {
  const row = rowOf(database, id);
  if (!row) throw queueErrors.notFound({ id });
  return row;
}

/** Errors: `queue/notFound`, `queue/notQueued`. */
function demandQueued(database: Database, id: JobId): Row {
  const row = demandRow(database, id);
  if (row.state !== "queued") throw queueErrors.notQueued({ id, state: String(row.state) });
  return row;
}

/** A job as it is submitted. */
export interface NewJob {
  readonly id: JobId;
  readonly request: GenerationRequest;
  readonly seed: number;
  readonly source: JobSource;
  readonly keepInGallery: boolean;
  readonly priority: number;
  readonly createdAt: number;
}

/** What the table remembers of a seed: the one that was drawn. One that was asked for stands in the order, digits and all. */
export const drawnSeed = (asked: GenerationRequest, seed: Seed): number =>
  asked.seed === -1 && typeof seed === "number" ? seed : 0;

/** The seed of a job's first picture. */
export const seedOfJob = (request: GenerationRequest, row: Row): Seed =>
  request.seed === -1 ? Number(row.seed) : seedAfter(request.seed, 0);

/** Behind all others. */
export function insertJob(database: Database, job: NewJob): void {
  const position = Number(database.first("SELECT coalesce(max(position), 0) + 1 AS n FROM jobs")?.n);
  const { id, request, seed, source, keepInGallery, priority, createdAt } = job;
  database.run(
    `INSERT INTO jobs (id, request, seed, source, keep, state, priority, position, steps, created_at)
     VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?)`,
    ...[id, JSON.stringify(request), seed, source, keepInGallery ? 1 : 0, priority, position, request.steps, createdAt],
  );
}

export const runningRows = (database: Database): Row[] => database.all("SELECT * FROM jobs WHERE state = 'running'");

/** Those that wait, whatever their order. */
export const waitingIds = (database: Database): string[] =>
  database.all("SELECT id FROM jobs WHERE state = 'queued'").map(({ id }) => String(id));

/** The one that is painted next. */
export const nextRow = (database: Database): Row | undefined =>
  database.first("SELECT * FROM jobs WHERE state = 'queued' ORDER BY priority DESC, position LIMIT 1");

/** How many jobs go before one; 0 unless it waits. */
export function aheadOf(database: Database, row: Row): number {
  if (row.state !== "queued") return 0;
  return Number(
    database.first(
      `SELECT (SELECT count(*) FROM jobs WHERE state = 'running')
         + (SELECT count(*) FROM jobs WHERE state = 'queued' AND priority > :priority)
         + (SELECT count(*) FROM jobs WHERE state = 'queued' AND priority = :priority AND position < :position) AS n`,
      { priority: row.priority ?? 0, position: row.position ?? 0 },
    )?.n,
  );
}

export interface JobsQuery {
  readonly states?: readonly JobState[] | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Running, then waiting, then finished ones, newest first; each with those `ahead` of it, should it wait. */
export const listRows = (database: Database, { states, limit, offset }: JobsQuery): Row[] =>
  database.all(
    `SELECT *, (SELECT count(*) FROM jobs WHERE state = 'running')
       + row_number() OVER (PARTITION BY state ORDER BY priority DESC, position) - 1 AS ahead
     FROM jobs WHERE :states IS NULL OR state IN (SELECT value FROM json_each(:states))
     ORDER BY CASE state WHEN 'running' THEN 0 WHEN 'queued' THEN 1 ELSE 2 END,
       CASE state WHEN 'queued' THEN -priority ELSE 0 END, CASE state WHEN 'queued' THEN position ELSE 0 END,
       finished_at DESC, position DESC
     LIMIT :limit OFFSET :offset`,
    { states: states ? JSON.stringify(states) : null, limit, offset },
  );

/** How many wait, and how many are painted. */
export function countAlive(database: Database): { readonly queued: number; readonly running: number } {
  const counts = database.all(
    "SELECT state, count(*) AS n FROM jobs WHERE state IN ('queued', 'running') GROUP BY state",
  );
  const count = (state: string) => Number(counts.find((row) => row.state === state)?.n ?? 0);
  return { queued: count("queued"), running: count("running") };
}

/** As one that comes anew: behind the others, with nothing said of it yet. */
export const putBehind = (database: Database, id: JobId): number =>
  database.run(
    "UPDATE jobs SET position = (SELECT max(position) + 1 FROM jobs), notes = '[]', step = 0 WHERE id = ?",
    id,
  );

export const setPriority = (database: Database, id: JobId, priority: number): number =>
  database.run("UPDATE jobs SET priority = ? WHERE id = ?", priority, id);

/** Puts a waiting job just before another, or behind all. Errors: `queue/notFound`, `queue/notQueued`. */
export function moveRow(database: Database, id: JobId, beforeId: JobId | undefined): void {
  demandQueued(database, id);
  if (beforeId === id) return;
  if (beforeId === undefined) moveBehindAll(database, id);
  else moveBefore(database, id, demandQueued(database, beforeId));
}

function moveBefore(database: Database, id: JobId, { priority = 0, position = 0 }: Row): void {
  database.run("UPDATE jobs SET position = position + 1 WHERE position >= ?", position);
  database.run("UPDATE jobs SET position = ?, priority = ? WHERE id = ?", position, priority, id);
}

function moveBehindAll(database: Database, id: JobId): void {
  database.run(
    `UPDATE jobs SET position = (SELECT max(position) + 1 FROM jobs),
       priority = (SELECT min(priority) FROM jobs WHERE state = 'queued') WHERE id = ?`,
    id,
  );
}

/** Records the next picture, unless it is not the next one; what makes pictures is not in vain. */
export const addPicture = (database: Database, id: JobId, index: number, picture: PictureId): number =>
  database.run(
    `UPDATE jobs SET pictures = json_insert(pictures, '$[#]', :picture), fruitless = 0
     WHERE id = :id AND json_array_length(pictures) + skipped = :index`,
    { id, index, picture },
  );

export const skipTo = (database: Database, id: JobId, index: number): number =>
  database.run("UPDATE jobs SET skipped = max(skipped, ? - json_array_length(pictures)) WHERE id = ?", index, id);

export const setNotes = (database: Database, id: JobId, notes: readonly unknown[]): number =>
  database.run("UPDATE jobs SET notes = ? WHERE id = ?", JSON.stringify(notes), id);

/** The wish of another process was heard. */
export const forgetSkip = (database: Database, id: JobId): number =>
  database.run("UPDATE jobs SET skipping = 0 WHERE id = ?", id);

export const deleteFinished = (database: Database): number =>
  database.run("DELETE FROM jobs WHERE state IN ('done', 'failed', 'cancelled')");

export const isPaused = (database: Database): boolean =>
  database.first("SELECT value FROM flags WHERE name = 'paused'")?.value === "yes";

export const setPaused = (database: Database, is: "yes" | "no"): number =>
  database.run("INSERT INTO flags VALUES ('paused', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", is);
