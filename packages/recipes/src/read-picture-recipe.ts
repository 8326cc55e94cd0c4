import type { Recipe } from "@danfang/domain";
import { type ImageText, readImageTexts, readStealthText } from "@danfang/formats";
import { readRecipe } from "./read-recipe.ts";
import type { Reading } from "./reading.ts";

/** Where pictures keep what a person would copy; else the first text that is not a program's name counts. */
const places = [
  "UserComment",
  "parameters",
  "comment",
  "prompt",
  "Comment",
  "invokeai_metadata",
  "sd-metadata",
  "Dream",
];

/** What a picture says it is made of. */
export interface PictureRecipe extends Reading<Recipe> {
  /** The text that it carries, as it was written; undefined where it carries none. */
  readonly infotext: string | undefined;
}

/**
 * The recipe that a picture carries, whichever program put it there, and what of it was not understood or is damaged.
 *
 * Where it says nothing in words, its pixels are asked for a hidden text. `value` is empty where none is inside. Errors: `formats/notAnImage`. `file` is its name for messages.
 */
export function readPictureRecipe(bytes: Uint8Array, file = "image"): PictureRecipe {
  const { texts, findings } = readImageTexts(bytes, file);
  const read = recipeOf(texts);
  if (read.infotext !== undefined) return { ...read, findings: [...findings, ...read.findings] };
  const hidden = readStealthText(bytes);
  if (hidden === undefined) return { ...read, findings: [...findings, ...read.findings] };
  const found = recipeOf([{ key: "parameters", text: hidden }]);
  return { ...found, findings: [...findings, ...found.findings] };
}

/** The recipe of all texts of a picture, and the one of them that a person would copy. */
function recipeOf(texts: readonly ImageText[]): PictureRecipe {
  const { value, findings } = readRecipe(texts);
  const told = places.flatMap((place) => texts.find(({ key, text }) => key === place && text !== "") ?? []);
  const isRecipe = Object.keys(value).length > 0 || findings.length > 0;
  return { value, findings, infotext: told[0]?.text ?? (isRecipe ? texts[0]?.text : undefined) };
}
