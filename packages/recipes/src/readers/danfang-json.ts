import { Recipe } from "@danfang/domain";
import type { CarriedTexts } from "../carried-texts.ts";
import { isObject, type Json } from "../json/parse-json.ts";
import type { RecipeReader } from "./recipe-reader.ts";

const OwnRecipe = Recipe.strict();

/** A recipe as Danfang writes it, by itself or among what `danfang recipe read --json` and its kin answer: every key is one of a recipe's, and one of them at least is there. */
export const danfangJson: RecipeReader = {
  program: "danfang",
  read(texts) {
    for (const one of texts.all) {
      const recipe = recipeIn(texts, one);
      if (recipe !== undefined) return { value: recipe, findings: [] };
    }
    return undefined;
  },
};

function recipeIn(texts: CarriedTexts, one: CarriedTexts["all"][number]): Recipe | undefined {
  const json: Json | undefined = texts.json(one);
  const { data } = OwnRecipe.safeParse(isObject(json) && isObject(json.recipe) ? json.recipe : json);
  return data !== undefined && Object.keys(data).length > 0 ? data : undefined;
}
