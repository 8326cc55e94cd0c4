import type { Job, StudioEvent } from "@danfang/domain";
import { attended } from "@danfang/studio";
import type { EventLog, Studio } from "../../border/studio.ts";

/** What is being painted now, as the events told it last. */
export interface RunningJob {
  readonly job: Job;
  readonly batch: number;
  readonly step: number;
  readonly steps: number;
  /** The last event that brought x₀, a PNG data URL that is printed when it is looked at. */
  readonly seen: { readonly preview?: string | undefined };
  /** Milliseconds, as `Date.now` gives. */
  readonly startedAt: number;
}

interface Followed extends Pick<Studio, "troubles"> {
  readonly events: EventLog<StudioEvent>;
}

/** Follows the events until `signal` aborts; AUTOMATIC1111's progress is one state for everybody. */
export function followRunningJob({ events, troubles }: Followed, signal: AbortSignal): () => RunningJob | undefined {
  let running: RunningJob | undefined;
  const tell = (event: StudioEvent): void => {
    if (event.type === "job") {
      const { job } = event;
      const isSame = job.id === running?.job.id;
      if (job.state !== "running") running = isSame ? undefined : running;
      else if (isSame && running) running = { ...running, job };
      else {
        const startedAt = Date.parse(job.startedAt ?? "") || Date.now();
        const { batch, step, steps } = job;
        running = { job, batch, step, steps, seen: {}, startedAt };
      }
    } else if (event.type === "progress" && event.jobId === running?.job.id) {
      const { batch, step, steps } = event;
      running = { ...running, batch, step, steps, seen: "preview" in event ? event : running.seen };
    }
  };
  const follow = attended(troubles, "progress", async () => {
    for await (const { event } of events.since(undefined, signal)) tell(event);
  });
  follow();
  return () => running;
}
