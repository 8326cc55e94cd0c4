import type { StudioEvent, TimelineStep } from "@danfang/domain";
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
