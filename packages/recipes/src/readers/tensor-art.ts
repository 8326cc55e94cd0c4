import { defined, type Recipe } from "@danfang/domain";
import { chosen, JsonFields, numberOf, plainHash, textOf } from "../json/fields.ts";
import { isObject, type JsonObject } from "../json/parse-json.ts";
import { buildRecipe, extraOf } from "./build-recipe.ts";
import type { RecipeReader } from "./recipe-reader.ts";

/** Tensor.Art's `generation_data`. Source: fields of public pictures, as civitai-like parsers read them. */
export const tensorArt: RecipeReader = {
  program: "Tensor.Art",
  read(texts) {
    const json = texts.objectWhere((one) => isObject(one.baseModel) && typeof one.prompt === "string");
    if (!json) return undefined;
    const of = new JsonFields(json, ["imageCount", "baseModel", "models", "samplerName"]);
    return buildRecipe({
      prompt: of.text("prompt") ?? "",
      negativePrompt: of.text("negativePrompt"),
      steps: of.whole("steps"),
      sampler: of.name("ksamplerName") ?? chosen(textOf(json.samplerName)),
      schedule: of.name("schedule"),
      cfgScale: of.number("cfgScale"),
      seed: of.seed("seed"),
      width: of.whole("width"),
      height: of.whole("height"),
      clipSkip: of.whole("clipSkip"),
      checkpoint: isObject(json.baseModel) ? modelOf(json.baseModel) : undefined,
      vae: defined({ name: of.name("vae") }),
      loras: lorasOf(json),
      source: { program: "Tensor.Art" },
      extra: extraOf({ "Distilled CFG Scale": of.number("guidance") }, of.rest()),
    });
  },
};

const modelOf = (json: JsonObject) =>
  defined({ name: chosen(textOf(json.modelFileName) ?? textOf(json.label)), hash: plainHash(textOf(json.hash)) });

const lorasOf = ({ models }: JsonObject): Recipe["loras"] =>
  (Array.isArray(models) ? models.filter(isObject) : [])
    .filter(({ type }) => /^(lora|locon|lycoris)$/i.test(String(type)))
    .map((one) => ({ ...modelOf(one), ...defined({ weight: numberOf(one.weight) }) }));
