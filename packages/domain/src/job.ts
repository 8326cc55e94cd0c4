import { z } from "zod";
import { JobId, PictureId } from "./ids.ts";
import { GenerationRequest } from "./order/order-schema.ts";
import { ProblemBody } from "./problem-body.ts";

/**
 * `queued` → `running` → `done` | `failed` | `cancelled`. A job whose engine or server died while it ran goes back to
 * `queued` (its pictures so far stay), until it has been tried too often; then it fails and says why.
 */
export const JobState = z.enum(["queued", "running", "done", "failed", "cancelled"]);
export type JobState = z.infer<typeof JobState>;

/** One order in the queue, whatever became of it. Times are ISO 8601, UTC. */
export const Job = z.object({
  id: JobId,
  request: GenerationRequest,
  state: JobState,
  /** Higher goes first; equal ones in the order they came. */
  priority: z.number().int(),
  /** Jobs before this one; 0 unless queued. */
  ahead: z.number().int(),
  /** Times it was started. */
  attempts: z.number().int(),
  step: z.number().int(),
  steps: z.number().int(),
  /** 0-based batch of the job that is being painted. */
  batch: z.number().int(),
  /** Set while it runs and ends with the batch that is being painted. */
  endsAfterBatch: z.literal(true).optional(),
  /** Ids of the pictures it has made, in order. */
  pictures: z.array(PictureId),
  problem: ProblemBody.optional(),
  /** What of the order did not act as its author expects, each thing once; the pictures are painted without it. */
  notes: z.array(ProblemBody).optional(),
  createdAt: z.string(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
});
export type Job = z.infer<typeof Job>;

/** What somebody submits: an order, and how much it hurries. */
export const JobSubmission = z.object({
  request: GenerationRequest,
  priority: z.number().int().min(-100).max(100).default(0),
});
export type JobSubmission = z.infer<typeof JobSubmission>;

export const QueueStatus = z.object({
  paused: z.boolean(),
  queued: z.number().int(),
  running: z.number().int(),
});
export type QueueStatus = z.infer<typeof QueueStatus>;
