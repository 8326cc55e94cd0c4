import { randomUUID } from "node:crypto";
import type { Clock } from "@danfang/domain";
import { isPassing, type Job, JobSubmission, type Problem, problemOf, type QueueStatus } from "@danfang/domain";
import type { ProcessIdentity } from "@danfang/workbench";
import { withSeeds } from "@danfang/workbench";
import type { Database, Row } from "../database/database.ts";
import { whenFree } from "../database/when-free.ts";
import { attended } from "../health/attended.ts";
import type { Troubles } from "../health/troubles.ts";
import { queueErrors } from "./errors.ts";
import { watchJobs } from "./foreign-jobs.ts";
import { readNotes, withNote } from "./job-notes.ts";
import { jobOf, requestOf } from "./job-row.ts";
import { openOwnership } from "./ownership.ts";
import { mostFruitlessAttempts, type StepProgress, type WorkerQueue } from "./queue.ts";
import { failUnreadable, readyToPaint, settleUnreadable } from "./unreadable-jobs.ts";
import { openWaiters } from "./waiters.ts";
import { openWishes, type WishList } from "./wishes.ts";

export interface SqliteQueueOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly onJob: (job: Job) => void;
  readonly onStatus: (status: QueueStatus) => void;
  /** Another process has written to the database. */
  readonly onForeignChange?: () => void;
  /** Told while signs of life cannot be written, or other processes' changes not be read. */
  readonly troubles: Pick<Troubles, "begin" | "over">;
  /** Who we are to other processes on the same home; this process when absent. */
  readonly identity?: ProcessIdentity;
}

/** A picture is recorded in the caller's transaction: this one writes at once. */
export type SqliteQueue = Omit<WorkerQueue, "addPicture"> & {
  addPicture(id: string, index: number, pictureId: string): void;
};

/** Signs of life are written, and other processes' changes looked for, this often, milliseconds. */
const heartbeat = 5_000;
const lookout = 500;
const mostListed = 1_000_000;

/** The queue in `danfang.sqlite`. Several processes may submit; one of them paints, and another follows when it dies. */
export function openSqliteQueue({
  database,
  clock,
  onJob,
  onStatus,
  onForeignChange,
  troubles,
  identity,
}: SqliteQueueOptions): SqliteQueue {
  const ownership = openOwnership(database, "painter", { clock, ...(identity ? { identity } : {}) });
  const waiters = openWaiters();
  const listeners = new Set<() => void>();
  const running = new Map<string, { readonly wanted: WishList; progress: StepProgress | undefined }>();
  let isClosed = false;
  settleUnreadable(database, clock);
  const foreign = watchJobs(database);
  let seen = database.foreignChanges();

  const rowOf = (id: string) => database.first("SELECT * FROM jobs WHERE id = ?", id);
  const free = <T>(change: () => T): Promise<T> => whenFree(database, change);
  const flag = (name: string) => database.first("SELECT value FROM flags WHERE name = ?", name)?.value;

  function aheadOf(row: Row): number {
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
  const toJob = (row: Row) => jobOf(row, aheadOf(row), running.get(String(row.id))?.progress);
  const get = (id: string) => {
    const row = rowOf(id);
    return row && toJob(row);
  };
  function demand(id: string): Row {
    const row = rowOf(id);
    if (!row) throw queueErrors.notFound({ id });
    return row;
  }

  function status(): QueueStatus {
    const counts = database.all(
      "SELECT state, count(*) AS n FROM jobs WHERE state IN ('queued', 'running') GROUP BY state",
    );
    const count = (state: string) => Number(counts.find((row) => row.state === state)?.n ?? 0);
    return { paused: flag("paused") === "yes", queued: count("queued"), running: count("running") };
  }

  /** Tells everybody about a job that has changed. */
  function changed(id: string): Job {
    const job = get(id);
    if (!job) throw queueErrors.notFound({ id });
    foreign.know(id);
    onJob(job);
    onStatus(status());
    waiters.look(get, id);
    if (job.state === "queued") wake();
    return job;
  }
  const wake = () => {
    for (const listener of [...listeners]) listener();
  };

  /** Changes a job that this worker runs; one that another worker has taken over is not ours to change. */
  async function conclude(id: string, change: string, values: Record<string, string | number | null>): Promise<void> {
    const own = running.get(id);
    const set = `${change}, owner = NULL, step = :step, batch = :batch`;
    const { step, batch } = own?.progress ?? { step: 0, batch: 0 };
    // Its pictures are on the disk. After a power cut it may run once more, finds them, and ends as it did.
    const update = () =>
      database.run(`UPDATE jobs SET ${set} WHERE id = :id AND state = 'running' AND owner = :owner`, {
        ...{ id, owner: ownership.token, step, batch },
        ...values,
      });
    const count = await free(() => database.quickly(update));
    running.delete(id);
    if (count > 0) changed(id);
  }

  /** Gives back what a dead worker had: to the queue, or, where it was in vain too often, as failed. */
  function recover(left: readonly Row[]): void {
    for (const row of left) {
      const problem = problemOf(queueErrors.ended({}));
      const id = String(row.id);
      if (row.cancelling === 1 || row.is_last_batch === 1) setEnd(id, "cancelled", null);
      else if (Number(row.fruitless) >= mostFruitlessAttempts) setEnd(id, "failed", tooOften(row, problem));
      else requeue(id, problem);
    }
  }
  function acquire(): boolean {
    let left: readonly Row[] = [];
    const isOurs = ownership.acquire(() => {
      left = database.all("SELECT * FROM jobs WHERE state = 'running'");
      recover(left);
    });
    for (const { id } of left) changed(String(id));
    return isOurs;
  }
  const tooOften = (row: Row, last: Problem): Problem =>
    problemOf(queueErrors.triedTooOften({ attempts: Number(row.attempts), reason: last.message, last }));
  const setEnd = (id: string, state: string, problem: Problem | null) =>
    database.run(
      "UPDATE jobs SET state = ?, problem = ?, owner = NULL, cancelling = 0, finished_at = ? WHERE id = ?",
      ...[state, problem && JSON.stringify(problem), clock.now(), id],
    );
  const requeue = (id: string, problem: Problem) =>
    database.run(
      "UPDATE jobs SET state = 'queued', problem = ?, owner = NULL, step = 0 WHERE id = ?",
      JSON.stringify(problem),
      id,
    );

  /** Jobs that another process, or a damaged disk, left unreadable: told once the transaction is over. */
  const passedOver: string[] = [];
  function nextReadable(): string | undefined {
    const next = "SELECT * FROM jobs WHERE state = 'queued' ORDER BY priority DESC, position LIMIT 1";
    for (;;) {
      const row = database.first(next);
      if (!row || requestOf(row)) return row && readyToPaint(database, row);
      passedOver.push(failUnreadable(database, row, clock.now()));
    }
  }

  /** Another process may have submitted, cancelled, or died. */
  function lookAround(): void {
    if (isClosed) return;
    const changes = database.foreignChanges();
    if (changes !== seen) {
      waiters.look(get);
      onStatus(status());
      for (const id of running.keys()) hear(id);
      for (const id of foreign.changed()) {
        const job = get(id); // it may have been cleared away
        if (job) onJob(job);
      }
      onForeignChange?.();
      seen = changes; // not before: what could not be read is looked at again
    }
    wake();
  }
  /** What other processes want of a job that this one paints. */
  function hear(id: string): void {
    const row = rowOf(id);
    const wanted = running.get(id)?.wanted;
    if (row?.owner !== ownership.token || row.cancelling === 1) wanted?.stop();
    if (row?.is_last_batch === 1) wanted?.endAfterBatch();
    if (row?.skipping !== 1) return;
    database.run("UPDATE jobs SET skipping = 0 WHERE id = ?", id);
    wanted?.skip();
  }
  const cancelQueued = (id: string): boolean =>
    database.run(
      "UPDATE jobs SET state = 'cancelled', finished_at = ? WHERE id = ? AND state = 'queued'",
      clock.now(),
      id,
    ) > 0;
  // A sign of life that cannot be written costs nothing by itself: nobody else can write either, or sees that this process
  // lives, or takes the job over and is seen to have it at the next look.
  const beat = attended(troubles, "heartbeat", () => free(() => !isClosed && ownership.beat()));
  const stopBeating = clock.every(heartbeat, beat);
  const stopLooking = clock.every(lookout, attended(troubles, "look-out", lookAround));

  return {
    async submit(submission, { source = "studio", keepInGallery = true } = {}) {
      const { request: asked, priority } = JobSubmission.parse(submission);
      const id = randomUUID();
      const { seed, ...drawn } = withSeeds(asked);
      const request = { ...drawn, seed: asked.seed };
      const insert = () => {
        const position = Number(database.first("SELECT coalesce(max(position), 0) + 1 AS n FROM jobs")?.n);
        database.run(
          `INSERT INTO jobs (id, request, seed, source, keep, state, priority, position, steps, created_at)
           VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?)`,
          ...[id, JSON.stringify(request), seed, source, keepInGallery ? 1 : 0, priority, position, request.steps],
          clock.now(),
        );
      };
      await free(() => database.transaction(insert));
      return changed(id);
    },
    get: async (id) => get(id),
    async list({ states, limit = mostListed, offset = 0 } = {}) {
      const rows = database.all(
        `SELECT *, (SELECT count(*) FROM jobs WHERE state = 'running')
           + row_number() OVER (PARTITION BY state ORDER BY priority DESC, position) - 1 AS ahead
         FROM jobs WHERE :states IS NULL OR state IN (SELECT value FROM json_each(:states))
         ORDER BY CASE state WHEN 'running' THEN 0 WHEN 'queued' THEN 1 ELSE 2 END,
           CASE state WHEN 'queued' THEN -priority ELSE 0 END, CASE state WHEN 'queued' THEN position ELSE 0 END,
           finished_at DESC, position DESC
         LIMIT :limit OFFSET :offset`,
        { states: states ? JSON.stringify(states) : null, limit, offset },
      );
      return rows.map((row) => {
        const ahead = row.state === "queued" ? Number(row.ahead) : 0;
        return jobOf(row, ahead, running.get(String(row.id))?.progress);
      });
    },
    async cancel(id) {
      if (await free(() => cancelQueued(id))) return changed(id);
      await free(() => database.run("UPDATE jobs SET cancelling = 1 WHERE id = ? AND state = 'running'", id));
      running.get(id)?.wanted.stop();
      return get(id);
    },
    async skipBatch(id) {
      const own = running.get(id);
      if (own) own.wanted.skip();
      else await free(() => database.run("UPDATE jobs SET skipping = 1 WHERE id = ? AND state = 'running'", id));
      return get(id);
    },
    async cancelAfterBatch(id) {
      if (await free(() => cancelQueued(id))) return changed(id);
      const wish = () => database.run("UPDATE jobs SET is_last_batch = 1 WHERE id = ? AND state = 'running'", id);
      const isWish = (await free(wish)) > 0;
      running.get(id)?.wanted.endAfterBatch();
      return isWish ? changed(id) : get(id);
    },
    async retry(id) {
      const row = demand(id);
      const state = String(row.state);
      if (!requestOf(row)) throw queueErrors.unreadable({ id, parts: ["order"] });
      if (state !== "failed" && state !== "cancelled") throw queueErrors.notRetryable({ id, state });
      const sql = `UPDATE jobs SET state = 'queued', problem = NULL, notes = '[]', fruitless = 0, cancelling = 0, finished_at = NULL,
        step = 0, position = (SELECT max(position) + 1 FROM jobs) WHERE id = ? AND state IN ('failed', 'cancelled')`;
      await free(() => database.run(sql, id));
      return changed(id);
    },
    async setPriority(id, priority) {
      demand(id);
      await free(() => database.run("UPDATE jobs SET priority = ? WHERE id = ?", priority, id));
      return changed(id);
    },
    async move(id, beforeId) {
      const change = () => {
        const row = demand(id);
        if (row.state !== "queued") throw queueErrors.notQueued({ id, state: String(row.state) });
        if (beforeId === id) return;
        if (beforeId === undefined)
          database.run(
            `UPDATE jobs SET position = (SELECT max(position) + 1 FROM jobs),
               priority = (SELECT min(priority) FROM jobs WHERE state = 'queued') WHERE id = ?`,
            id,
          );
        else {
          const { state, priority = 0, position = 0 } = demand(beforeId);
          if (state !== "queued") throw queueErrors.notQueued({ id: beforeId, state: String(state) });
          database.run("UPDATE jobs SET position = position + 1 WHERE position >= ?", position);
          database.run("UPDATE jobs SET position = ?, priority = ? WHERE id = ?", position, priority, id);
        }
      };
      await free(() => database.transaction(change));
      return changed(id);
    },
    pause: () => setPaused("yes"),
    resume: async () => {
      await setPaused("no");
      wake();
    },
    status: async () => status(),
    async clearFinished() {
      const sql = "DELETE FROM jobs WHERE state IN ('done', 'failed', 'cancelled')";
      const count = await free(() => database.run(sql));
      onStatus(status());
      return count;
    },
    wait: (id, signal) => waiters.wait(id, get, signal),

    async take() {
      if (isClosed || !(await free(acquire))) return undefined;
      const begin = (): string | undefined => {
        if (!ownership.isHeld() || flag("paused") === "yes") return undefined;
        const next = nextReadable();
        if (next === undefined) return undefined;
        database.run(
          `UPDATE jobs SET state = 'running', owner = ?, attempts = attempts + 1, fruitless = fruitless + 1,
             started_at = ?, finished_at = NULL, cancelling = 0, skipping = 0, is_last_batch = 0 WHERE id = ?`,
          ...[ownership.token, clock.now(), next],
        );
        return next;
      };
      const wanted = openWishes();
      const id = await free(() => {
        const begun = database.quickly(begin);
        if (begun !== undefined) running.set(begun, { wanted, progress: undefined }); // at once: it may be cancelled now
        return begun;
      });
      for (const one of passedOver.splice(0)) changed(one);
      if (id === undefined) return undefined;
      const row = demand(id);
      return {
        ...wanted.wishes,
        job: changed(id),
        seed: Number(row.seed),
        skipped: Number(row.skipped),
        keepInGallery: row.keep === 1,
        source: row.source === "sdapi" ? "sdapi" : "studio",
      };
    },
    report(id, progress) {
      const own = running.get(id);
      if (own) own.progress = progress;
    },
    addPicture(id, index, pictureId) {
      database.run(
        `UPDATE jobs SET pictures = json_insert(pictures, '$[#]', :picture), fruitless = 0
         WHERE id = :id AND json_array_length(pictures) + skipped = :index`,
        { id, index, picture: pictureId },
      );
    },
    async addNote(id, note) {
      const row = rowOf(id);
      const notes = row && withNote(readNotes(row.notes) ?? [], note);
      if (!notes) return;
      const update = () => database.run("UPDATE jobs SET notes = ? WHERE id = ?", JSON.stringify(notes), id);
      await free(() => database.quickly(update));
      changed(id);
    },
    async skipTo(id, index) {
      const sql = "UPDATE jobs SET skipped = max(skipped, ? - json_array_length(pictures)) WHERE id = ?";
      await free(() => database.run(sql, index, id));
    },
    async finish(id) {
      await conclude(id, "state = 'done', problem = NULL, finished_at = :now", { now: clock.now() });
    },
    async fail(id, problem) {
      const values = { now: clock.now(), problem: JSON.stringify(problem) };
      await conclude(id, "state = 'failed', problem = :problem, finished_at = :now", values);
    },
    async stopped(id) {
      await conclude(id, "state = 'cancelled', cancelling = 0, finished_at = :now", { now: clock.now() });
    },
    async putBack(id, problem) {
      const row = rowOf(id);
      if (problem && row && Number(row.fruitless) >= mostFruitlessAttempts)
        return this.fail(id, tooOften(row, problem));
      if (problem) return conclude(id, "state = 'queued', problem = :problem", { problem: JSON.stringify(problem) });
      await conclude(id, "state = 'queued', attempts = attempts - 1, fruitless = max(fruitless - 1, 0)", {});
    },
    announce(id) {
      if (rowOf(id)) changed(id);
    },
    holds: () => !isClosed && ownership.isHeld(),
    onWork(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      stopBeating();
      stopLooking();
      await free(ownership.release).catch((error) => {
        if (!isPassing(error)) throw error; // else it stays: that this process is gone can be seen
      });
    },
  };

  async function setPaused(value: "yes" | "no"): Promise<void> {
    const sql = "INSERT INTO flags VALUES ('paused', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    await free(() => database.run(sql, value));
    onStatus(status());
  }
}
