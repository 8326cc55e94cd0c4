import type { Recipe } from "@danfang/domain";
import { readImageTexts } from "@danfang/formats";
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
 * `value` is empty where none is inside. Errors: `formats/notAnImage`. `file` is its name for messages.
 */
export function readPictureRecipe(bytes: Uint8Array, file = "image"): PictureRecipe {
  const { texts, findings } = readImageTexts(bytes, file);
  const { value, findings: read } = readRecipe(texts);
  const told = places.flatMap((place) => texts.find(({ key, text }) => key === place && text !== "") ?? []);
  const isRecipe = Object.keys(value).length > 0 || read.length > 0;
  return {
    value,
    findings: [...findings, ...read],
    infotext: told[0]?.text ?? (isRecipe ? texts[0]?.text : undefined),
  };
}
