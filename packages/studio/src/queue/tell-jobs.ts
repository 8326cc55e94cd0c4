import type { Job, JobId, QueueStatus } from "@danfang/domain";
import type { Database, Row } from "../database/database.ts";
import { queueErrors } from "../problems/queue-errors.ts";
import { type ForeignJobs, watchJobs } from "./foreign-jobs.ts";
import { jobOf } from "./job-row.ts";
import { aheadOf, countAlive, isPaused, type JobsQuery, listRows, rowOf } from "./jobs-table.ts";
import type { StepProgress } from "./queue.ts";
import { openWaiters } from "./waiters.ts";

export interface TellingOptions {
  readonly database: Database;
  readonly onJob: (job: Job) => void;
  readonly onStatus: (status: QueueStatus) => void;
  /** How far a job is that this process paints. */
  readonly progressOf: (id: JobId) => StepProgress | undefined;
}

/** Tells of jobs: whoever asks, whoever listens, whoever waits. */
export interface JobTeller {
  get(id: JobId): Job | undefined;
  list(query: JobsQuery): Job[];
  status(): QueueStatus;
  wait(id: JobId, signal: AbortSignal | undefined): Promise<Job>;
  /** A job has changed here: everybody is told. Errors: `queue/notFound`. */
  changed(id: JobId): Job;
  /** Several have at once: everybody is told of each, and of the queue once. */
  changedTogether(ids: readonly JobId[]): void;
  /** So have others, elsewhere, which are told as far as they are still there. */
  changedElsewhere(): void;
  tellStatus(): void;
  /** Calls back when there may be something to take. */
  onWork(listener: () => void): () => void;
  wake(): void;
}

export function openTeller({ database, onJob, onStatus, progressOf }: TellingOptions): JobTeller {
  const waiters = openWaiters();
  const foreign: ForeignJobs = watchJobs(database);
  const listeners = new Set<() => void>();
  const toJob = (row: Row, ahead: number) => jobOf(row, ahead, progressOf(String(row.id)));
  const get = (id: JobId) => {
    const row = rowOf(database, id);
    return row && toJob(row, aheadOf(database, row));
  };
  const status = () => ({ paused: isPaused(database), ...countAlive(database) });
  const tellStatus = () => onStatus(status());
  const wake = () => {
    for (const listener of [...listeners]) listener();
  };

  function changed(id: JobId): Job {
    const job = get(id);
    if (!job) throw queueErrors.notFound({ id });
    foreign.know(id);
    onJob(job);
    tellStatus();
    waiters.look(get, id);
    if (job.state === "queued") wake();
    return job;
  }
  function changedTogether(ids: readonly JobId[]): void {
    for (const id of ids) {
      foreign.know(id);
      const job = get(id);
      if (job) onJob(job);
    }
    tellStatus();
    waiters.look(get);
  }
  function changedElsewhere(): void {
    for (const id of foreign.changed()) {
      const job = get(id); // it may have been cleared away
      if (job) onJob(job);
    }
  }
  return {
    get,
    status,
    tellStatus,
    changed,
    changedTogether,
    wake,
    list: (query) => listRows(database, query).map((row) => toJob(row, row.state === "queued" ? Number(row.ahead) : 0)),
    wait: (id, signal) => waiters.wait(id, get, signal),
    changedElsewhere() {
      waiters.look(get);
      tellStatus();
      changedElsewhere();
    },
    onWork(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
