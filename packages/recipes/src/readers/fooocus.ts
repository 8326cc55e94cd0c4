import type { Recipe } from "@danfang/domain";
import { defined } from "@danfang/domain";
import { chosen, JsonFields, numberOf, plainHash, textOf } from "../json/fields.ts";
import { isList, type Json, type JsonObject } from "../json/parse-json.ts";
import { buildRecipe, extraOf } from "./build-recipe.ts";
import type { RecipeReader } from "./recipe-reader.ts";

/**
 * Fooocus' JSON, under keys or under the labels that older versions and its log write, and RuinedFooocus'.
 *
 * `prompt` is what was typed; what styles made of it goes to `extra`. Source: Fooocus `modules/meta_parser.py`.
 */
export const fooocus: RecipeReader = {
  program: "Fooocus",
  read(texts) {
    const json = texts.objectWhere(isFooocus);
    if (!json) return undefined;
    const of = new JsonFields(json, ["metadata_scheme", "Metadata Scheme", "created_by"]);
    const [width, height] = sizeOf(of.text("resolution", "Resolution"));
    const refiner = of.name("refiner_model", "Refiner Model");
    const refinerHash = of.hash("refiner_model_hash");
    const switchAt = of.number("refiner_switch", "Refiner Switch");
    return buildRecipe({
      prompt: of.text("prompt", "Prompt") ?? "",
      negativePrompt: of.text("negative_prompt", "Negative Prompt", "Negative"),
      steps: of.whole("steps", "Steps"),
      sampler: of.name("sampler", "Sampler", "sampler_name"),
      schedule: of.name("scheduler", "Scheduler"),
      cfgScale: of.number("guidance_scale", "Guidance Scale", "cfg"),
      seed: of.seed("seed", "Seed"),
      width: of.whole("width") ?? width,
      height: of.whole("height") ?? height,
      clipSkip: of.whole("clip_skip", "CLIP Skip"),
      denoisingStrength: of.number("denoise"),
      checkpoint: defined({
        name: of.name("base_model", "Base Model", "base_model_name"),
        hash: of.hash("base_model_hash"),
      }),
      vae: defined({ name: of.name("vae", "VAE") }),
      loras: lorasOf(of, json),
      source: sourceOf(of),
      extra: extraOf(
        refiner === undefined
          ? {}
          : { Refiner: refinerHash ? `${refiner} [${refinerHash}]` : refiner, "Refiner switch at": switchAt },
        of.rest(),
      ),
    });
  },
};

const has = (json: JsonObject, ...keys: string[]): boolean => keys.some((key) => Object.hasOwn(json, key));
const isFooocus = (json: JsonObject): boolean =>
  json.software === "RuinedFooocus" ||
  json.metadata_scheme === "fooocus" ||
  (has(json, "prompt", "Prompt") &&
    has(json, "base_model", "Base Model") &&
    has(json, "guidance_scale", "Guidance Scale", "performance", "Performance"));

/** `(1152, 896)`, in older versions also `1152x896`. */
function sizeOf(text: string | undefined): readonly (number | undefined)[] {
  const [, width, height] = /^\(?(\d{1,9})\s*[,x×]\s*(\d{1,9})\)?$/.exec(text?.trim() ?? "") ?? [];
  return [width, height].map((side) => (side === undefined ? undefined : Number(side)));
}

function lorasOf(of: JsonFields, json: JsonObject): NonNullable<Recipe["loras"]> {
  const listed = of
    .list("loras")
    .filter(isList)
    .map(([name, weight, hash]) => lora(name, weight, hash));
  const keys = Object.keys(json).filter((key) => /^(lora_combined_|LoRA )/.test(key));
  const combined = keys.map((key) => {
    const [, name, weight] = /^(.*?) : (-?[\d.]+)$/s.exec(of.text(key) ?? "") ?? [];
    return lora(name ?? null, weight ?? null, null);
  });
  return (listed.length > 0 ? listed : combined).flat();
}

function lora(name: Json | undefined, weight: Json | undefined, hash: Json | undefined): NonNullable<Recipe["loras"]> {
  const known = chosen(textOf(name));
  return known === undefined ? [] : [defined({ name: known, weight: numberOf(weight), hash: plainHash(textOf(hash)) })];
}

function sourceOf(of: JsonFields): NonNullable<Recipe["source"]> {
  const program = of.words("software") ?? "Fooocus";
  const version = of.words("version", "Version")?.replace(/^(Ruined)?Fooocus\s+/, "");
  return version === undefined ? { program } : { program, version };
}
