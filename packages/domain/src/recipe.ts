import { z } from "zod";

/** How a recipe names a model: any of its names may be missing. `air` is Civitai's resource name (`urn:air:…`). */
export const Ref = z.object({
  name: z.string().optional(),
  hash: z.string().optional(),
  versionId: z.number().int().optional(),
  air: z.string().optional(),
});
export type Ref = z.infer<typeof Ref>;

/** What noise grows from: 64 bits, as a number, or as its decimal digits where a double would round it. */
export const Seed = z.union([z.number().int(), z.string().regex(/^-?\d+$/)]);
export type Seed = z.infer<typeof Seed>;

/**
 * What names a picture: prompt + models + parameters. One schema for what the engine runs and for what is read out of
 * strangers' pictures, where every field may be missing.
 *
 * `sampler` is AUTOMATIC1111's label without the schedule ("DPM++ 2M"), `schedule` its internal name ("karras").
 */
export const Recipe = z
  .object({
    prompt: z.string(),
    negativePrompt: z.string(),
    steps: z.number().int(),
    sampler: z.string(),
    schedule: z.string(),
    cfgScale: z.number(),
    seed: Seed,
    variation: z.object({ seed: Seed, strength: z.number() }),
    width: z.number().int(),
    height: z.number().int(),
    clipSkip: z.number().int(),
    denoisingStrength: z.number(),
    etaNoiseSeedDelta: z.number().int(),
    rng: z.enum(["cpu", "gpu", "nv"]),
    checkpoint: Ref,
    vae: Ref,
    loras: z.array(Ref.extend({ weight: z.number().optional(), clipWeight: z.number().optional() })),
    embeddings: z.array(Ref),
    hypernetworks: z.array(Ref.extend({ weight: z.number().optional() })),
    hires: z
      .object({
        scale: z.number(),
        width: z.number().int(),
        height: z.number().int(),
        steps: z.number().int(),
        upscaler: z.string(),
        denoisingStrength: z.number(),
      })
      .partial(),
    source: z.object({ program: z.string(), version: z.string() }).partial(),
    extra: z.record(z.string(), z.string()),
  })
  .partial();
export type Recipe = z.infer<typeof Recipe>;
