import { defined, Recipe } from "@danfang/domain";
import { samplerNamed } from "../names/sampler-names.ts";
import type { Finding, Reading } from "../reading.ts";

/** What a reader found; anything may be missing. */
export type FoundRecipe = { readonly [K in keyof Recipe]?: Recipe[K] | undefined };

/**
 * A recipe of what was found: what is missing is left out, names of samplers become AUTOMATIC1111's, empty lists and
 * references go. A strength of one, which changes nothing, is left out.
 */
export function buildRecipe(found: FoundRecipe, findings: readonly Finding[] = []): Reading<Recipe> {
  const { names, findings: unknown } = samplerNamed(found.sampler, found.schedule);
  const { denoisingStrength, negativePrompt } = found;
  const whole = {
    ...found,
    ...names,
    negativePrompt: negativePrompt || undefined,
    denoisingStrength: denoisingStrength === 1 ? undefined : denoisingStrength,
  };
  const value = Object.fromEntries(Object.entries(defined(whole)).filter(([, part]) => !isEmpty(part)));
  return { value: Recipe.parse(value), findings: [...findings, ...unknown] };
}

const isEmpty = (part: unknown): boolean => typeof part === "object" && part !== null && Object.keys(part).length === 0;

/** What a reader hands on beyond the places of a recipe; an undefined text is none. */
export const extraOf = (
  ...parts: readonly Readonly<Record<string, string | number | undefined>>[]
): Record<string, string> =>
  Object.fromEntries(
    parts.flatMap((part) =>
      Object.entries(part).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
    ),
  );
