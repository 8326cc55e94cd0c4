import type { Recipe } from "@danfang/domain";
import { defined } from "@danfang/domain";
import { JsonFields, numberOf, plainHash, textOf } from "../json/fields.ts";
import { isObject, type Json, type JsonObject } from "../json/parse-json.ts";
import { buildRecipe, extraOf } from "./build-recipe.ts";
import type { RecipeReader } from "./recipe-reader.ts";

/** InvokeAI from version 3 on. Source: InvokeAI `invokeai/app/invocations/metadata.py`. */
export const invokeai: RecipeReader = {
  program: "InvokeAI",
  read(texts) {
    const json =
      texts.objectWith("app_version", "positive_prompt") ?? texts.objectWith("generation_mode", "positive_prompt");
    if (!json) return undefined;
    const of = new JsonFields(json, ["generation_mode", "hrf_enabled", "canvas_v2_metadata"]);
    const version = of.words("app_version");
    const clipSkip = of.whole("clip_skip");
    const device = of.text("rand_device");
    const refiner = modelOf(of.object("refiner_model"));
    return buildRecipe({
      prompt: of.text("positive_prompt") ?? "",
      negativePrompt: of.text("negative_prompt"),
      steps: of.whole("steps"),
      sampler: of.name("scheduler"),
      cfgScale: of.number("cfg_scale"),
      seed: of.seed("seed"),
      width: of.whole("width"),
      height: of.whole("height"),
      clipSkip: clipSkip === undefined ? undefined : clipSkip + 1,
      denoisingStrength: of.number("strength"),
      rng: device === undefined ? undefined : device === "cpu" ? "cpu" : "gpu",
      checkpoint: modelOf(of.object("model")),
      vae: modelOf(of.object("vae")),
      loras: of.list("loras").filter(isObject).flatMap(loraOf),
      hires: json.hrf_enabled === true ? hiresOf(of) : undefined,
      source: version === undefined ? { program: "InvokeAI" } : { program: "InvokeAI", version },
      extra: extraOf(
        { "Distilled CFG Scale": of.number("guidance"), Refiner: refiner?.name },
        refiner === undefined ? {} : { "Refiner switch at": of.number("refiner_start") },
        of.rest(),
      ),
    });
  },
};

const hiresOf = (of: JsonFields): Recipe["hires"] =>
  defined({ upscaler: of.name("hrf_method"), denoisingStrength: of.number("hrf_strength") });

/** `{name, hash}`, before version 4 `{model_name}`. */
function modelOf(json: JsonObject | undefined): Recipe["checkpoint"] {
  if (!json) return undefined;
  const of = new JsonFields(json);
  return defined({ name: of.name("name", "model_name"), hash: of.hash("hash") });
}

function loraOf(json: JsonObject): NonNullable<Recipe["loras"]> {
  const found = [json.model, json.lora].find((one: Json | undefined) => isObject(one));
  const model = isObject(found) ? modelOf(found) : undefined;
  return model?.name === undefined ? [] : [{ ...model, ...defined({ weight: numberOf(json.weight) }) }];
}

/** InvokeAI 2: `sd-metadata`. Source: InvokeAI 2.3 `ldm/invoke/image_util.py` and `invokeai_backend`. */
export const invokeai2: RecipeReader = {
  program: "InvokeAI",
  read(texts) {
    const json = texts.objectWhere(
      (one) => isObject(one.image) && (one.app_id !== undefined || one.model_weights !== undefined),
    );
    if (!json) return undefined;
    const about = new JsonFields(json, ["app_id", "model", "image", "model_id"]);
    const of = new JsonFields(json.image as JsonObject, ["type", "prompt"]);
    const version = about.words("app_version");
    const text = promptOf((json.image as JsonObject).prompt);
    return buildRecipe({
      ...splitBrackets(text),
      steps: of.whole("steps"),
      sampler: of.name("sampler"),
      cfgScale: of.number("cfg_scale"),
      seed: of.seed("seed"),
      width: of.whole("width"),
      height: of.whole("height"),
      denoisingStrength: of.number("strength"),
      checkpoint: defined({
        name: about.name("model_weights") ?? textOf(json.model_id),
        hash: plainHash(about.text("model_hash")),
      }),
      source: version === undefined ? { program: "InvokeAI" } : { program: "InvokeAI", version },
      extra: extraOf(of.rest()),
    });
  },
};

/** One prompt, or several with weights, as the command line of that time took them. */
function promptOf(json: Json | undefined): string {
  if (typeof json === "string") return json;
  const parts = (Array.isArray(json) ? json : []).filter(isObject);
  if (parts.length === 1) return String(parts[0]?.prompt ?? "");
  return parts.map(({ prompt, weight }) => `${String(prompt ?? "")}:${String(weight ?? 1)}`).join(" ");
}

/** `a barn [blurry]`: what is in brackets is not wanted. Source: InvokeAI 2 `conditioning.py`. */
export function splitBrackets(text: string): { prompt: string; negativePrompt: string } {
  const unwanted: string[] = [];
  const prompt = text.replace(/\[([^[\]]*)\]/g, (_, inside: string) => {
    unwanted.push(inside.trim());
    return " ";
  });
  return { prompt: prompt.replace(/ {2,}/g, " ").trim(), negativePrompt: unwanted.join(" ") };
}
