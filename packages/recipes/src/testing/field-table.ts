import type { Recipe } from "@danfang/domain";
import { readRecipe } from "../read-recipe.ts";
import { corpus } from "./corpus.ts";

/** The columns of docs/recipes.md: the fields of a recipe that people look for. */
export const tableFields = [
  "prompt",
  "negativePrompt",
  "steps",
  "sampler",
  "schedule",
  "cfgScale",
  "seed",
  "variation",
  "width",
  "clipSkip",
  "denoisingStrength",
  "rng",
  "checkpoint",
  "vae",
  "loras",
  "embeddings",
  "hypernetworks",
  "hires",
] as const satisfies readonly (keyof Recipe)[];
export type TableField = (typeof tableFields)[number];

/** The fields that are read out of each program's cases, by the name of its file in `fixtures/programs`. */
export function fieldsRead(): ReadonlyMap<string, ReadonlySet<TableField>> {
  const read = new Map<string, Set<TableField>>();
  for (const { program, source } of corpus) {
    const { value } = readRecipe(source);
    const known = read.get(program) ?? new Set<TableField>();
    read.set(program, known);
    for (const field of tableFields) if (value[field] !== undefined) known.add(field);
  }
  return read;
}
