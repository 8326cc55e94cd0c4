import type { Clock, JobId, PaintedImage, Problem, StudioEvent } from "@danfang/domain";
import type { CellPicture, Generate, GridPlan } from "@danfang/workbench";
import type { TimelineFrame } from "../gallery/timeline-file.ts";
import type { Troubles } from "../health/troubles.ts";
import type { TakenJob, WorkerQueue } from "../queue/queue.ts";

/** What whoever works off jobs needs of the studio. */
export interface JobWorkerOptions {
  readonly queue: WorkerQueue;
  readonly clock: Clock;
  /** Told what keeps the worker itself from working, and when it works again: it tries by itself. */
  readonly troubles: Pick<Troubles, "begin" | "over">;
  readonly engine: WorkersEngine;
  readonly pictures: JobPictures;
  readonly news: JobNews;
  readonly moments: WorkMoments;
}

/** The engine, as a worker looks after it. */
export interface WorkersEngine {
  /** Ends one that hangs; its calls then fail. */
  readonly kill: () => void;
  /** Whether it computes or reads, although it says nothing: a slow machine, a large model. */
  readonly isWorking: () => boolean;
  /** Frees what it holds, before a job that ran out of memory is tried again. */
  readonly unload: () => Promise<void>;
  /** One that says nothing for so long hangs. */
  readonly patienceSeconds: number;
}

/** How pictures come, and where they go. */
export interface JobPictures {
  readonly generate: Generate;
  /** Looks up what a grid's values name, before its first cell. Errors: `grid/unknownName`, `grid/tooLarge`. */
  readonly checkGrid: (plan: GridPlan) => Promise<void>;
  /** Keeps one: file, row and the job's progress, or nothing. */
  readonly keep: (taken: TakenJob, image: PaintedImage, frames: readonly TimelineFrame[]) => Promise<void>;
  /** Those that a job has made, by their places. */
  readonly cellsOf: (jobId: JobId) => Promise<ReadonlyMap<number, CellPicture>>;
}

/** What is told while a job is worked off. */
interface JobNews {
  readonly previews: () => Promise<Previews>;
  readonly toDataUrl: (preview: TimelineFrame["preview"]) => string;
  readonly publish: (event: StudioEvent) => void;
}

/** Whether previews are shown, and whether they are kept as a timeline. */
export interface Previews {
  readonly enabled: boolean;
  readonly timeline: boolean;
}

/** What others do when a worker is so far. */
interface WorkMoments {
  /** The queue is newly ours: before the first job and whenever another process may have painted. */
  readonly prepare: () => Promise<void>;
  /** Between two jobs, when nothing uses the engine. */
  readonly onIdle: () => Promise<void>;
  /** A job has failed. */
  readonly onFailed: (id: JobId, problem: Problem) => void;
}
