import { z } from "zod";
import { JobId, PictureId } from "./ids.ts";
import { ProblemBody } from "./problem-body.ts";
import { Recipe } from "./recipe.ts";

/** A picture in the gallery. Its file is at `/v1/pictures/{id}/file`, small ones at `/v1/pictures/{id}/thumbnail`. */
export const Picture = z.object({
  id: PictureId,
  jobId: JobId.optional(),
  /** 0-based place in its job, those of skipped pictures counted; a grid's sheet comes after all its cells. */
  place: z.number().int().optional(),
  fileName: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  sizeBytes: z.number().int(),
  recipe: Recipe,
  infotext: z.string(),
  favourite: z.boolean(),
  /** Whether steps of how it came out of noise are kept: `/v1/pictures/{id}/timeline`. */
  hasTimeline: z.boolean(),
  /** A grid's sheet: how many of its cells lie under it in a gallery that stacks them. */
  cells: z.number().int().optional(),
  /** What of its order did not act as its author expects: a LoRA that was not there, a VAE that was borrowed. */
  notes: z.array(ProblemBody).optional(),
  createdAt: z.string(),
  /** Set while it is in the bin, from where it can be restored. */
  deletedAt: z.string().optional(),
});
export type Picture = z.infer<typeof Picture>;

/** What to show of the gallery; newest first. */
export const PictureQuery = z.object({
  /** Words to find in prompts, any language. */
  text: z.string().max(500).optional(),
  favourite: z.stringbool().optional(),
  checkpoint: z.string().optional(),
  sampler: z.string().optional(),
  deleted: z.stringbool().default(false),
  /** Pictures of one job, in the order in which they were painted. */
  job: z.string().max(200).optional(),
  /** Leaves out the cells of a grid whose sheet is shown. Without words and filters only. */
  stacked: z.stringbool().optional(),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type PictureQuery = z.infer<typeof PictureQuery>;

export const PicturePage = z.object({ total: z.number().int(), pictures: z.array(Picture) });
export type PicturePage = z.infer<typeof PicturePage>;

/** One step of how a picture came out of noise. */
export const TimelineStep = z.object({
  step: z.number().int(),
  sigma: z.number(),
  /** x₀ as the sampler saw it, a PNG data URL at latent resolution. */
  preview: z.string(),
});
export type TimelineStep = z.infer<typeof TimelineStep>;
