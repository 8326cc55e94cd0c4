import { Recipe } from "@danfang/domain";
import type { Written } from "./written.ts";

/** The recipe as it is, in Danfang's own schema; nothing is lost. */
export const writeJson = (recipe: Recipe): Written => ({
  text: JSON.stringify(Recipe.parse(recipe), null, 2),
  findings: [],
});
