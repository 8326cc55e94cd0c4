import type { Recipe } from "@danfang/domain";

/** Fields of a recipe as the page shows them, in this order. */
export const recipeFields = [
  "prompt",
  "negativePrompt",
  "checkpoint",
  "vae",
  "loras",
  "embeddings",
  "hypernetworks",
  "sampler",
  "schedule",
  "steps",
  "cfgScale",
  "seed",
  "variation",
  "size",
  "clipSkip",
  "denoisingStrength",
  "hires",
  "rng",
  "etaNoiseSeedDelta",
  "source",
  "extra",
] as const;
export type RecipeField = (typeof recipeFields)[number];

/** What a recipe says in one field, as text; undefined where it says nothing. */
export function fieldText(recipe: Recipe, field: RecipeField): string | undefined {
  if (field === "size") return recipe.width && recipe.height ? `${recipe.width} × ${recipe.height}` : undefined;
  const value = recipe[field];
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return undefined;
  if (field === "rng") return String(value).toUpperCase();
  if (field === "source") return [recipe.source?.program, recipe.source?.version].filter(Boolean).join(" ");
  if (field === "extra" && Object.keys(value).length === 0) return undefined;
  return printValue(value);
}

/** Enough of a hash to tell models apart, and what the WebUI shows. */
const hashDigits = 10;

function printValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(printValue).join(", ");
  if (typeof value !== "object" || value === null) return String(value);
  const { name, hash, ...rest } = value as Record<string, unknown>;
  if (name === undefined && hash === undefined) return printFields(value);
  const title = [name, hash === undefined ? undefined : `[${String(hash).slice(0, hashDigits)}]`]
    .filter((part) => part !== undefined)
    .join(" ");
  const more = printFields(rest);
  return more === "" ? title : `${title} (${more})`;
}

const printFields = (fields: object) =>
  Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${String(value)}`)
    .join(", ");

export interface FieldDifference {
  readonly field: RecipeField;
  readonly left: string | undefined;
  readonly right: string | undefined;
  readonly differs: boolean;
}

/** Two recipes field by field; fields that neither has are left out. */
export function compareRecipes(left: Recipe, right: Recipe): FieldDifference[] {
  return recipeFields
    .map((field) => ({ field, left: fieldText(left, field), right: fieldText(right, field) }))
    .filter((row) => row.left !== undefined || row.right !== undefined)
    .map((row) => ({ ...row, differs: row.left !== row.right }));
}

export interface WordRun {
  readonly text: string;
  /** Whether the other text lacks it. */
  readonly isOwn: boolean;
}

/** The phrases of a prompt, and which of them the other prompt does not have. Joined, they are the prompt. */
export function ownPhrases(text: string, other: string): WordRun[] {
  const known = new Set(phrases(other).map((phrase) => phrase.trim()));
  return phrases(text).map((phrase) => ({ text: phrase, isOwn: /[^\s,，]/.test(phrase) && !known.has(phrase.trim()) }));
}

const phrases = (text: string) => text.split(/(?<=[,，\n])|(?=[,，\n])/);
