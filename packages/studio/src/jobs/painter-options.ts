import type { Clock, PaintedImage, Problem, StudioEvent } from "@danfang/domain";
import type { CellPicture, Generate, GridPlan } from "@danfang/workbench";
import type { TimelineFrame } from "../gallery/timeline-file.ts";
import type { Troubles } from "../health/troubles.ts";
import type { TakenJob, WorkerQueue } from "../queue/queue.ts";

/** What a painter needs of the studio. */
export interface PainterOptions {
  readonly queue: WorkerQueue;
  readonly clock: Clock;
  readonly generate: Generate;
  /** Keeps a picture: file, row and the job's progress, or nothing. */
  readonly keep: (taken: TakenJob, image: PaintedImage, frames: readonly TimelineFrame[]) => Promise<void>;
  /** Called with the queue newly ours, before the first job and whenever another process may have painted. */
  readonly prepare: () => Promise<void>;
  /** Looks up what a grid's values name, before its first cell. Errors: `grid/unknownName`, `grid/tooLarge`. */
  readonly checkGrid: (plan: GridPlan) => Promise<void>;
  /** The pictures that a job has made, by their places. */
  readonly cellsOf: (jobId: string) => Promise<ReadonlyMap<number, CellPicture>>;
  readonly previews: () => Promise<{ readonly enabled: boolean; readonly timeline: boolean }>;
  readonly toDataUrl: (preview: TimelineFrame["preview"]) => string;
  readonly publish: (event: StudioEvent) => void;
  /** Ends an engine that hangs; its calls then fail. */
  readonly killEngine: () => void;
  /** Whether the engine computes or reads, although it says nothing: a slow machine, a large model. */
  readonly isEngineWorking: () => boolean;
  /** Frees what the engine holds, before a job that ran out of memory is tried again. */
  readonly unloadModels: () => Promise<void>;
  /** Between two jobs, when nothing uses the engine. */
  readonly onIdle: () => Promise<void>;
  /** A job has failed. */
  readonly onFailed: (id: string, problem: Problem) => void;
  /** An engine that says nothing for so long hangs. */
  readonly patienceSeconds: number;
  /** Told what keeps the painter itself from working, and when it works again: it tries by itself. */
  readonly troubles: Pick<Troubles, "begin" | "over">;
}
