import type { Recipe } from "@danfang/domain";
import { writeA1111 } from "./a1111.ts";
import { writeComfyui } from "./comfyui/comfyui.ts";
import { writeJson } from "./json.ts";
import type { Written } from "./written.ts";

/** What a recipe can be written as. */
const writers = { a1111: writeA1111, comfyui: writeComfyui, json: writeJson } as const satisfies Record<
  string,
  (recipe: Recipe) => Written
>;
export type RecipeForm = keyof typeof writers;
export const recipeForms = Object.keys(writers) as readonly RecipeForm[];

/** A recipe for another program. Total; what cannot be said there is in the findings. */
export const writeRecipe = (recipe: Recipe, form: RecipeForm): Written => writers[form](recipe);
