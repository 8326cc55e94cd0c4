import {
  DanfangError,
  type GenerationEvent,
  type PaintedImage,
  type Problem,
  problemOf,
  type StudioEvent,
} from "@danfang/domain";
import type { Clock } from "../clock.ts";
import type { TimelineFrame } from "../gallery/timeline-file.ts";
import type { CellPicture } from "../grid/paint-sheet.ts";
import type { GridPlan } from "../grid/plan-grid.ts";
import { queueErrors } from "../queue/errors.ts";
import type { TakenJob, WorkerQueue } from "../queue/queue.ts";
import type { Generate } from "./generate-type.ts";
import { paintJob } from "./paint-job.ts";
import { startWatchdog } from "./watchdog.ts";

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
  /** Frees what the engine holds, before a job that ran out of memory is tried again. */
  readonly unloadModels: () => Promise<void>;
  /** Between two jobs, when nothing uses the engine. */
  readonly onIdle: () => Promise<void>;
  /** An engine that says nothing for so long hangs. */
  readonly patienceSeconds: number;
  /** Told what kept the painter itself from working: a full disk, a locked database. It tries again by itself. */
  readonly onTrouble: (problem: Problem) => void;
}

export interface Painter {
  readonly isPainting: boolean;
  /** Looks for work now. */
  wake(): void;
  /** Stops between two steps; the job goes back to the queue. */
  close(): Promise<void>;
}

/** Troubles of the engine, not of the order: the same job may well succeed next time. */
const worthAnotherTry: ReadonlySet<string> = new Set(["engine/crashed", "engine/outOfMemory", "queue/engineHung"]);

const restMilliseconds = 5_000;
/** How long a step that is under way may take when the studio closes. */
const closingMilliseconds = 3_000;

/** Takes jobs from the queue and paints them, one at a time, until it is closed. */
export function startPainter(options: PainterOptions): Painter {
  const { queue, clock } = options;
  const closing = new AbortController();
  let isPainting = false;
  let wake = () => {};
  let isWoken = false;
  const onWork = () => {
    isWoken = true;
    wake();
  };
  const stopListening = queue.onWork(onWork);

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      isWoken = false;
      const isTaken = await turn().catch((error) => {
        options.onTrouble(problemOf(error));
        return undefined;
      });
      if (isTaken === undefined) await rest();
      else if (!isTaken && !isWoken && !closing.signal.aborted) await sleep();
    }
  }

  const sleep = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });

  /** Until it is worth trying again, or the studio closes. */
  async function rest(): Promise<void> {
    if (closing.signal.aborted) return;
    const over = Promise.withResolvers<void>();
    const cancel = clock.after(restMilliseconds, over.resolve);
    closing.signal.addEventListener("abort", () => over.resolve(), { once: true });
    await over.promise;
    cancel();
  }

  /** Paints a job, if there is one. */
  async function turn(): Promise<boolean> {
    const taken = await queue.take();
    if (taken) {
      isPainting = true;
      await paintOne(taken).finally(() => {
        isPainting = false;
      });
    }
    await options.onIdle();
    return taken !== undefined;
  }

  /** Whatever happens to a job is the job's; only a queue that cannot be written throws. */
  async function paintOne(taken: TakenJob): Promise<void> {
    const { id } = taken.job;
    const signal = AbortSignal.any([closing.signal, taken.signal]);
    try {
      await options.prepare();
      const job = (await queue.get(id)) ?? taken.job; // with the pictures that were found on the disk
      const end = await paintJob({ ...options, watched }, { ...taken, job }, signal);
      await (end === "done" ? queue.finish(id) : queue.stopped(id));
    } catch (error) {
      if (closing.signal.aborted) await queue.putBack(id);
      else if (taken.signal.aborted) await queue.stopped(id);
      else await concludeFailed(id, problemOf(error));
    }
  }

  async function concludeFailed(id: string, problem: Problem): Promise<void> {
    if (!worthAnotherTry.has(problem.code)) return queue.fail(id, problem);
    if (problem.code === "engine/outOfMemory") await options.unloadModels();
    await queue.putBack(id, problem);
  }

  /** The same events; an engine that says nothing for too long is ended. Errors: `queue/engineHung`. */
  async function* watched(events: AsyncIterable<GenerationEvent>): AsyncGenerator<GenerationEvent> {
    const seconds = options.patienceSeconds;
    const dog = startWatchdog(clock, seconds * 1000, options.killEngine);
    try {
      for await (const event of events) {
        dog.feed();
        yield event;
        dog.feed();
      }
    } catch (error) {
      throw dog.hasBarked && error instanceof DanfangError ? queueErrors.engineHung({ seconds }, error) : error;
    } finally {
      dog.stop();
    }
  }

  const ended = run();
  return {
    get isPainting() {
      return isPainting;
    },
    wake: onWork,
    async close() {
      stopListening();
      closing.abort();
      onWork();
      const cancel = clock.after(closingMilliseconds, () => isPainting && options.killEngine());
      await ended;
      cancel();
    },
  };
}
