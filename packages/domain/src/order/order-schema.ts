import { z } from "zod";
import { shapeOf } from "./field-schema.ts";
import { GridRequest } from "./grid-request.ts";
import { PassesRequest } from "./passes-request.ts";

/** AUTOMATIC1111 draws random seeds from 0 to this, inclusive. Source: `modules/processing.py` get_fixed_seed. */
export const largestRandomSeed = 4294967293;

/** A second seed mixed into the noise. */
export const VariationRequest = z.object(shapeOf("variation"));
/** The second, larger pass. */
export const HiresRequest = z.object(shapeOf("hires"));
/** A mask's greys mix old and new. */
export const SoftInpaintRequest = z.object(shapeOf("init.mask.soft"));
/** Which part of a picture is painted anew. */
export const MaskRequest = z.object({ ...shapeOf("init.mask"), soft: SoftInpaintRequest.optional() });
/** A picture to start from. */
export const InitRequest = z.object({
  ...shapeOf("init"),
  mask: MaskRequest.optional(),
  passes: PassesRequest.optional(),
});
/** Another checkpoint for the last part of the way. */
export const RefinerRequest = z.object(shapeOf("refiner"));
/** What few people turn; each absent unless it was. */
export const SamplingKnobs = z.object(shapeOf("knobs"));

/**
 * One order for pictures, as the command line, the page and the API give it. What each field is, with range and usual
 * value, is in `fields/`. Sizes are pixels; `checkpoint` and `vae` are a name or a hash. LoRAs, hypernetworks and
 * embeddings are named in the prompt.
 */
export const GenerationRequest = z.object({
  ...shapeOf(""),
  variation: VariationRequest.optional(),
  seedResize: z.object(shapeOf("seedResize")).optional(),
  init: InitRequest.optional(),
  hires: HiresRequest.optional(),
  refiner: RefinerRequest.optional(),
  knobs: SamplingKnobs.optional(),
  /** Not one picture but a grid of them; `batchSize` and `batchCount` are those of each cell. */
  grid: GridRequest.optional(),
});
export type GenerationRequest = z.infer<typeof GenerationRequest>;
export type HiresRequest = z.infer<typeof HiresRequest>;
export type InitRequest = z.infer<typeof InitRequest>;
export type MaskRequest = z.infer<typeof MaskRequest>;
export type SoftInpaintRequest = z.infer<typeof SoftInpaintRequest>;
export type RefinerRequest = z.infer<typeof RefinerRequest>;
export type VariationRequest = z.infer<typeof VariationRequest>;
export type SamplingKnobs = z.infer<typeof SamplingKnobs>;
