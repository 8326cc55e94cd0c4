import type { Recipe, RgbImage, UpscaleRequest } from "@danfang/domain";
import { readImageText } from "@danfang/formats";
import { parseInfotext, printInfotext } from "@danfang/recipes";
import { readPicture } from "../pictures/read-picture.ts";
import { printImage } from "../pictures/save-image.ts";
import { programVersion } from "../resolve/recipe-of.ts";
import { type EnlargeContext, enlargePicture } from "./enlarge-picture.ts";

export interface EnlargedPicture {
  readonly pixels: RgbImage;
  /** A PNG with the infotext inside. */
  readonly bytes: Uint8Array;
  readonly recipe: Recipe;
  readonly infotext: string;
  /** What was done, in the WebUI's words. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * A picture's file made larger, its recipe kept: the one in `infotext`, else the one inside. Errors:
 * `workbench/badPicture`, those of {@link enlargePicture}.
 */
export async function enlargeBytes(
  bytes: Uint8Array,
  infotext: string | undefined,
  request: UpscaleRequest,
  context: EnlargeContext,
  signal?: AbortSignal,
): Promise<EnlargedPicture> {
  const image = await readPicture(bytes);
  const { pixels, fields } = await enlargePicture(image, request, context, signal);
  const recipe = recipeOf(infotext ?? infotextIn(bytes), pixels, fields);
  const told = printInfotext(recipe);
  return { pixels, fields, recipe, infotext: told, bytes: await printImage({ pixels, infotext: told }, "png") };
}

/** Broken text in a whole picture costs the text, not the picture. */
function infotextIn(bytes: Uint8Array): string | undefined {
  try {
    return readImageText(bytes);
  } catch {
    return undefined;
  }
}

/** How the picture was painted stays; where nobody knows that, its size makes the text one of settings. */
function recipeOf(
  infotext: string | undefined,
  { width, height }: RgbImage,
  fields: EnlargedPicture["fields"],
): Recipe {
  if (infotext) {
    const { value } = parseInfotext(infotext);
    return { ...value, extra: { ...value.extra, ...fields } };
  }
  return { width, height, source: { program: "danfang", version: programVersion }, extra: { ...fields } };
}
