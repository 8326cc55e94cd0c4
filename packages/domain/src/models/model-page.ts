import { z } from "zod";
import { ModelEntry } from "./model-entry.ts";

/** What a query may ask of models that is either so or not. */
export const modelFlags = ["favourite", "broken", "withoutVae", "unused", "absent"] as const;
export type ModelFlag = (typeof modelFlags)[number];

const flag = z.stringbool().optional();
/** Models asked for at once, usually and at most. */
const usualPage = 60;
const largestPage = 500;

/** Which models are meant. What is absent (its drive is away) is left out unless it is asked for. */
export const ModelFilter = z.object({
  /** Words of names, titles, tags, trigger words; pinyin of Chinese too. All of them are wanted. */
  text: z.string().max(500).optional(),
  kind: ModelEntry.shape.kind.optional(),
  family: z.string().max(200).optional(),
  base: z.string().max(200).optional(),
  folder: z.string().max(4096).optional(),
  tag: z.string().max(200).optional(),
  favourite: flag,
  broken: flag,
  /** Checkpoints that have no VAE, inside or beside them. */
  withoutVae: flag,
  /** Nothing was ever painted with them here. */
  unused: flag,
  absent: flag,
  /** Of files that hold the same, byte for byte, only the first, as far as their hashes are known; not while words are searched. */
  once: flag,
  /** Those that come with Danfang. */
  starter: flag,
  /** A checkpoint's family, in words: what is of it, and what does not tell its own. */
  fits: z.string().max(200).optional(),
  /** Those on the shelf, and no others; left out they are not meant. */
  shelved: flag,
});
export type ModelFilter = z.infer<typeof ModelFilter>;

/** `used`: most often first. `handy`: favourites, then what was used last, then by name. What cannot be used is always last. */
export const modelSorts = ["name", "newest", "used", "size", "handy"] as const;
export type ModelSort = (typeof modelSorts)[number];

export const ModelQuery = ModelFilter.extend({
  sort: z.enum(modelSorts).default("name"),
  limit: z.coerce.number().int().min(1).max(largestPage).default(usualPage),
  /** So many are left out before it: for whoever leaps to a place of a long list. */
  offset: z.coerce.number().int().min(0).default(0),
  /** Where the page before ended: its `nextCursor`. */
  cursor: z.string().max(4096).optional(),
});
export type ModelQuery = z.infer<typeof ModelQuery>;

/** A page of models; what cannot be used comes last. */
export const ModelPage = z.object({
  items: z.array(ModelEntry),
  /** How many there are in all. */
  total: z.number().int(),
  /** Absent on the last page. */
  nextCursor: z.string().optional(),
  /** Whether folders are being looked through, so that there may be more soon. */
  scanning: z.boolean(),
});
export type ModelPage = z.infer<typeof ModelPage>;

/** A value, and how many models have it. */
const Count = z.object({ value: z.string(), count: z.number().int() });
const Counts = z.array(Count);

/** How many of the models that are meant there are of each value; a field that is asked for is counted as if it were not. */
export const ModelFacets = z.object({
  total: z.number().int(),
  kind: Counts,
  family: Counts,
  base: Counts,
  folder: Counts,
  tag: Counts,
  flags: z.record(z.enum(modelFlags), z.number().int()),
});
export type ModelFacets = z.infer<typeof ModelFacets>;

/** A model as an order, a prompt or a recipe names it; of several that a hash means, the name's own. */
export const ModelName = z.object({
  kind: ModelEntry.shape.kind,
  /** Path below its folder, its last part with or without suffix, or its id; a hash too. */
  name: z.string().max(4096).optional(),
  /** Eight digits or more of its SHA-256. */
  hash: z.string().max(64).optional(),
});
export type ModelName = z.infer<typeof ModelName>;

/** Names looked up at once, and characters of the text whose embeddings are. */
const mostNames = 500;
const longestText = 20_000;

export const ModelNames = z.object({
  names: z.array(ModelName).max(mostNames).default([]),
  /** A prompt: the embeddings it may mention are told. */
  text: z.string().max(longestText).default(""),
});

/** What the names mean, each in its place, and the embeddings of the text. */
export const NamedModels = z.object({
  models: z.array(ModelEntry.nullable()),
  mentioned: z.array(ModelEntry),
});
export type NamedModels = z.infer<typeof NamedModels>;
