import { z } from "zod";
import { JobId } from "./ids.ts";
import { Job, QueueStatus } from "./job.ts";
import { Picture } from "./picture.ts";
import { ProblemBody } from "./problem-body.ts";
import { Trouble } from "./trouble.ts";

/** What `/v1/events` streams. `id`s grow by one, so that a client that was away can ask for what it missed. */
export const StudioEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("job"), job: Job }),
  z.object({
    type: z.literal("progress"),
    jobId: JobId,
    batch: z.number().int(),
    step: z.number().int(),
    steps: z.number().int(),
    sigma: z.number(),
    etaSeconds: z.number().optional(),
    /** PNG data URL at latent resolution. */
    preview: z.string().optional(),
  }),
  z.object({ type: z.literal("picture"), picture: Picture }),
  z.object({ type: z.literal("queue"), status: QueueStatus }),
  z.object({ type: z.literal("models") }),
  z.object({ type: z.literal("settings") }),
  /** Something went wrong that no request asked for: a damaged database or settings file was set aside. */
  z.object({ type: z.literal("notice"), problem: ProblemBody }),
  /** What does not work now, all of it: a trouble that is not there any more is over. */
  z.object({ type: z.literal("troubles"), troubles: z.array(Trouble) }),
  /** The stream cannot tell everything that was missed: fetch anew. */
  z.object({ type: z.literal("reset") }),
]);
export type StudioEvent = z.infer<typeof StudioEvent>;
