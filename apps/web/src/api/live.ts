import type { Job, StudioEvent, TimelineStep } from "@danfang/domain";
import { createStore } from "../ui/store.ts";

/** What is known of a job that is being painted. */
export interface JobProgress {
  readonly batch: number;
  readonly step: number;
  readonly steps: number;
  readonly sigma: number;
  readonly etaSeconds: number | undefined;
  /** x₀ now, a data URL. */
  readonly preview: string | undefined;
  /** The steps of this batch so far, for the timeline. */
  readonly timeline: readonly TimelineStep[];
}

export type ProgressOfJobs = ReadonlyMap<string, JobProgress>;

export const liveProgress = createStore<ProgressOfJobs>(new Map());
/** Jobs that were told to stop and have not yet: a step that is under way is finished first. */
export const stoppingJobs = createStore<ReadonlySet<string>>(new Set());
/** The last job that stopped because this page told it to. */
export const stoppedJob = createStore<Job | undefined>(undefined);

/** A job is over: if it was to stop, it has. */
export function noteEnd(job: Job): void {
  if (!stoppingJobs.get().has(job.id)) return;
  stoppingJobs.set((ids) => new Set([...ids].filter((id) => id !== job.id)));
  if (job.state === "cancelled") stoppedJob.set(job);
}
export const connection = createStore<"connecting" | "connected" | "lost">("connecting");

type ProgressEvent = Extract<StudioEvent, { type: "progress" }>;

/** Progress after one more event: a new batch begins a new timeline. */
export function withProgress(before: ProgressOfJobs, event: ProgressEvent): ProgressOfJobs {
  const known = before.get(event.jobId);
  const sameBatch = known !== undefined && known.batch === event.batch && event.step >= known.step;
  const earlier = sameBatch ? known.timeline.filter(({ step }) => step < event.step) : [];
  const timeline = event.preview === undefined ? earlier : [...earlier, stepOf(event, event.preview)];
  return new Map(before).set(event.jobId, {
    batch: event.batch,
    step: event.step,
    steps: event.steps,
    sigma: event.sigma,
    etaSeconds: event.etaSeconds,
    preview: event.preview ?? (sameBatch ? known.preview : undefined),
    timeline,
  });
}

const stepOf = (event: ProgressEvent, preview: string): TimelineStep => ({
  step: event.step,
  sigma: event.sigma,
  preview,
});

export function withoutJob(before: ProgressOfJobs, jobId: string): ProgressOfJobs {
  if (!before.has(jobId)) return before;
  const after = new Map(before);
  after.delete(jobId);
  return after;
}
