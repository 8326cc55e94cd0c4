import { defined } from "@danfang/domain";
import { JsonFields } from "../json/fields.ts";
import { buildRecipe, extraOf } from "./build-recipe.ts";
import type { RecipeReader } from "./recipe-reader.ts";

/** Stability Matrix's `parameters-json`, where no infotext is beside it. Source: LykosAI/StabilityMatrix `GenerationParameters`. */
export const stabilityMatrix: RecipeReader = {
  program: "Stability Matrix",
  read(texts) {
    const json = texts.objectWith("PositivePrompt");
    if (!json || texts.text("parameters") !== undefined) return undefined;
    const of = new JsonFields(json);
    return buildRecipe({
      prompt: of.text("PositivePrompt") ?? "",
      negativePrompt: of.text("NegativePrompt"),
      steps: of.whole("Steps"),
      sampler: of.name("Sampler"),
      cfgScale: of.number("CfgScale"),
      seed: of.seed("Seed"),
      width: of.whole("Width"),
      height: of.whole("Height"),
      checkpoint: defined({ name: of.name("ModelName"), hash: of.hash("ModelHash") }),
      source: { program: "Stability Matrix" },
      extra: extraOf(of.rest()),
    });
  },
};
