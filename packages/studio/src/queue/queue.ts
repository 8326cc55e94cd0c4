import type { Job, JobId, JobState, JobSubmission, PictureId, Problem, QueueStatus, Seed } from "@danfang/domain";
import type { Wishes } from "./wishes.ts";

export type JobSource = "studio" | "sdapi";

export interface SubmitOptions {
  /** Which door it came through. */
  readonly source?: JobSource;
  /** False: its pictures are not shown in the gallery and go away after a while. */
  readonly keepInGallery?: boolean;
}

/**
 * Orders that wait, are painted, and were: nothing submitted is ever lost. {@link describeQueueLaws} says what every
 * implementation keeps.
 *
 * Errors: `queue/notFound` where a job is named that is not there; `get` and `cancel` answer undefined instead.
 */
export interface Queue {
  submit(submission: JobSubmission, options?: SubmitOptions): Promise<Job>;
  get(id: JobId): Promise<Job | undefined>;
  /** Running ones, then queued ones in the order they will be painted, then finished ones, newest first. */
  list(query?: {
    readonly states?: readonly JobState[];
    readonly limit?: number;
    readonly offset?: number;
  }): Promise<Job[]>;
  /** A queued job is cancelled at once, a running one between two steps. Cancelling again is not an error. */
  cancel(id: JobId): Promise<Job | undefined>;
  /** Cancels every job that waits; what is painted goes on. Gives how many. */
  cancelWaiting(): Promise<number>;
  /**
   * Ends the batch that is being painted, between two steps; what it had of pictures stays, and the next batch follows.
   * A job that is not being painted stays as it is.
   */
  skipBatch(id: JobId): Promise<Job | undefined>;
  /** Lets the batch in hand be painted to its end and cancels the rest; a queued job is cancelled at once. */
  cancelAfterBatch(id: JobId): Promise<Job | undefined>;
  /** Queues a failed or cancelled job again, behind the others; its pictures stay, its notes do not. Errors: `queue/notRetryable`. */
  retry(id: JobId): Promise<Job>;
  setPriority(id: JobId, priority: number): Promise<Job>;
  /** Puts a queued job just before another (and gives it that one's priority), or behind all of them. */
  move(id: JobId, beforeId: JobId | undefined): Promise<Job>;
  /** No further job is begun until {@link resume}, restarts included; a running one is painted to its end. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  status(): Promise<QueueStatus>;
  /** Forgets done, failed and cancelled jobs; their pictures stay. Gives how many. */
  clearFinished(): Promise<number>;
  /** The job once it is done, failed or cancelled. Rejects with the signal's reason. */
  wait(id: JobId, signal?: AbortSignal): Promise<Job>;
}

/** A job in a worker's hands, and what is wanted of it meanwhile. */
export interface TakenJob extends Wishes {
  readonly job: Job;
  /** Places of pictures that were given up so far: the next one is `job.pictures.length + skipped`. */
  readonly skipped: number;
  /** Seed of its first picture: drawn when it was submitted, so that another attempt paints the same pictures. */
  readonly seed: Seed;
  readonly keepInGallery: boolean;
  readonly source: JobSource;
}

export interface StepProgress {
  readonly batch: number;
  readonly step: number;
  readonly steps: number;
}

/** What a worker does to a queue, besides. One worker at a time holds a queue: see {@link Queue}'s laws. */
export interface WorkerQueue extends Queue {
  /** The next job, now running; undefined while there is none, the queue is paused, or another worker holds it. */
  take(): Promise<TakenJob | undefined>;
  /** Tells where a job is; kept in memory, so it may be called often. */
  report(id: JobId, progress: StepProgress): void;
  /** Records the job's next picture; `index` is its place, those of skipped ones counted. */
  addPicture(id: JobId, index: number, pictureId: PictureId): void | Promise<void>;
  /** Records what is to be said of the job, and tells listeners; the same again is not heard. */
  addNote(id: JobId, note: Problem): void | Promise<void>;
  /** Gives up the places before `index` that have no picture yet. */
  skipTo(id: JobId, index: number): Promise<void>;
  finish(id: JobId): Promise<void>;
  fail(id: JobId, problem: Problem): Promise<void>;
  /** The job was cancelled, and has stopped. */
  stopped(id: JobId): Promise<void>;
  /** Back to its old place in the queue; with a problem, that attempt counts as fruitless if it made no picture. */
  putBack(id: JobId, problem?: Problem): Promise<void>;
  /** Tells listeners how a job stands now. */
  announce(id: JobId): void;
  /** Whether this worker is the one that paints. */
  holds(): boolean;
  /** Calls back when there may be something to take. */
  onWork(listener: () => void): () => void;
  close(): Promise<void>;
}

/** Attempts without a new picture after which a job fails. */
export const mostFruitlessAttempts = 3;

export const finishedStates: ReadonlySet<JobState> = new Set(["done", "failed", "cancelled"]);
