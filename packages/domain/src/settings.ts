import { z } from "zod";
import { shapeOf } from "./order/field-schema.ts";

const order = shapeOf("");

/** What the user has chosen, kept in `config.json`. Everything has a default; unknown keys of later versions stay. */
export const Settings = z.object({
  language: z.enum(["auto", "zh", "en"]).default("auto"),
  colourScheme: z.enum(["auto", "light", "dark"]).default("auto"),
  /** Installations and folders of models adopted in place. */
  modelRoots: z.array(z.string().max(4096)).max(1000).default([]),
  engine: z
    .object({
      backend: z.string().max(100).default("auto"),
      /** 0 means all cores. */
      threads: z.number().int().min(0).max(256).default(0),
      /** Gigabytes that loaded weights may take; 0 means a share of the machine's memory. */
      memoryGigabytes: z.number().min(0).max(4096).default(0),
    })
    .prefault({}),
  output: z
    .object({
      format: z.enum(["png", "jpeg", "webp"]).default("png"),
      /** Whether infotext is written into pictures. */
      metadata: z.boolean().default(true),
    })
    .prefault({}),
  previews: z
    .object({
      enabled: z.boolean().default(true),
      /** Whether x₀ of every step is kept with the picture. */
      timeline: z.boolean().default(true),
    })
    .prefault({}),
  gallery: z
    .object({
      /** Days after which a picture in the bin is deleted for good; 0 means never. */
      binDays: z.number().int().min(0).max(3650).default(0),
    })
    .prefault({}),
  /** What the Create page starts with. */
  defaults: z
    .object({
      checkpoint: z.string().max(4096).optional(),
      sampler: order.sampler,
      schedule: order.schedule,
      steps: order.steps,
      cfgScale: order.cfgScale,
    })
    .prefault({}),
});
export type Settings = z.infer<typeof Settings>;
