import type { GenerationEvent } from "@danfang/domain";
import type { TakenJob } from "../queue/queue.ts";
import type { JobWorkerOptions, Previews } from "./job-worker-options.ts";
import { type Pace, startPace } from "./pace.ts";
import { type JobPlan, planJob } from "./plan-job.ts";

/** What a job is worked off with. */
export interface JobParts extends Pick<JobWorkerOptions, "queue" | "clock" | "pictures" | "news"> {
  /** The same events, looked after: a silent engine is ended, and so is one that does not stop when `stop` aborts. */
  readonly watched: (events: AsyncIterable<GenerationEvent>, stop: AbortSignal) => AsyncIterable<GenerationEvent>;
}

/** A job that is being worked off. */
export interface JobCourse {
  readonly taken: TakenJob;
  readonly plan: JobPlan;
  readonly pace: Pace;
  readonly previews: Previews;
  /** Places that are painted or given up. */
  done: number;
  /** Why the first cell of its grid that could not be painted was passed by. */
  firstFailure: unknown;
}

/** Where a job goes on. Errors: those of `planJob`, and of the grid's names before its first cell. */
export async function beginCourse({ clock, news, pictures }: JobParts, taken: TakenJob): Promise<JobCourse> {
  const previews = await news.previews();
  const done = taken.job.pictures.length + taken.skipped;
  const plan = planJob(taken.job.request, taken.seed);
  if (plan.grid && done === 0) await pictures.checkGrid(plan.grid);
  const pace = startPace(clock, plan.batches - Math.floor(done / plan.batchSize));
  return { taken, plan, pace, previews, done, firstFailure: undefined };
}
