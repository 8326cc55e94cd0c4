import type { Recipe } from "@danfang/domain";
import { type CarriedText, CarriedTexts } from "./carried-texts.ts";
import { readA1111 } from "./readers/a1111.ts";
import { civitai } from "./readers/civitai.ts";
import { comfyui } from "./readers/comfyui/comfyui.ts";
import { danfangJson } from "./readers/danfang-json.ts";
import { diffusers } from "./readers/diffusers.ts";
import { drawThings } from "./readers/draw-things.ts";
import { easyDiffusion } from "./readers/easy-diffusion.ts";
import { fooocus } from "./readers/fooocus.ts";
import { infotext } from "./readers/infotext.ts";
import { invokeai, invokeai2 } from "./readers/invokeai.ts";
import { invokeaiDream } from "./readers/invokeai-dream.ts";
import { midjourney } from "./readers/midjourney.ts";
import { mochiDiffusion } from "./readers/mochi-diffusion.ts";
import { novelai } from "./readers/novelai.ts";
import { otherJson } from "./readers/other-json.ts";
import type { RecipeReader } from "./readers/recipe-reader.ts";
import { stabilityMatrix } from "./readers/stability-matrix.ts";
import { swarmui } from "./readers/swarmui.ts";
import { tensorArt } from "./readers/tensor-art.ts";
import type { Reading } from "./reading.ts";

/** Every program that is read, in the order in which they are asked: those whose marks are plainest first. */
const recipeReaders: readonly RecipeReader[] = [
  swarmui,
  fooocus,
  invokeai,
  invokeai2,
  invokeaiDream,
  novelai,
  easyDiffusion,
  drawThings,
  danfangJson,
  tensorArt,
  civitai,
  diffusers,
  stabilityMatrix,
  mochiDiffusion,
  comfyui,
  midjourney,
  infotext,
  otherJson,
];

/**
 * The recipe in a pasted text, or in all the texts that one picture carries, and what in it was not understood. Which
 * program wrote it is told first, by what it wrote.
 *
 * Total: words that are no recipe are a prompt and nothing else; JSON that nobody knows is no prompt.
 */
export function readRecipe(from: string | readonly CarriedText[]): Reading<Recipe> {
  const texts = new CarriedTexts(typeof from === "string" ? [{ text: from }] : from);
  for (const reader of recipeReaders) {
    const reading = reader.read(texts);
    if (reading) return reading;
  }
  return { value: {}, findings: [] };
}

/** The recipe in an infotext, which is what AUTOMATIC1111 writes and reads. Total. */
export const parseInfotext = (text: string): Reading<Recipe> => readA1111(text);
