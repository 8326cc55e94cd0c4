import type { Recipe } from "@danfang/domain";
import { defined } from "@danfang/domain";
import type { CarriedTexts } from "../carried-texts.ts";
import { chosen, JsonFields, numberOf, textOf } from "../json/fields.ts";
import type { JsonObject } from "../json/parse-json.ts";
import { buildRecipe, extraOf } from "./build-recipe.ts";
import type { RecipeReader } from "./recipe-reader.ts";

/** Easy Diffusion: one JSON, or a keyword for each field; under keys or under labels. Source: `save_utils.py`. */
export const easyDiffusion: RecipeReader = {
  program: "Easy Diffusion",
  read(texts) {
    const json = carriedBy(texts);
    if (!json) return undefined;
    const of = new JsonFields(json);
    const skipsLast = of.flag("clip_skip", "Clip Skip");
    const hypernetwork = of.name("use_hypernetwork_model", "Hypernetwork model");
    const hypernetworkWeight = of.number("hypernetwork_strength", "Hypernetwork Strength");
    return buildRecipe({
      prompt: of.text("prompt", "Prompt") ?? "",
      negativePrompt: of.text("negative_prompt", "Negative Prompt"),
      steps: of.whole("num_inference_steps", "Steps"),
      sampler: of.name("sampler_name", "Sampler"),
      cfgScale: of.number("guidance_scale", "Guidance Scale"),
      seed: of.seed("seed", "Seed"),
      width: of.whole("width", "Width"),
      height: of.whole("height", "Height"),
      clipSkip: skipsLast === undefined ? undefined : skipsLast ? 2 : 1,
      denoisingStrength: of.number("prompt_strength", "Prompt Strength"),
      checkpoint: defined({ name: of.name("use_stable_diffusion_model", "Stable Diffusion model") }),
      vae: defined({ name: of.name("use_vae_model", "VAE model") }),
      loras: lorasOf(of),
      hypernetworks:
        hypernetwork === undefined ? undefined : [{ name: hypernetwork, ...defined({ weight: hypernetworkWeight }) }],
      source: { program: "Easy Diffusion" },
      extra: extraOf(of.rest()),
    });
  },
};

const models = ["use_stable_diffusion_model", "Stable Diffusion model"];

function carriedBy(texts: CarriedTexts): JsonObject | undefined {
  const isMeant = (json: JsonObject) => models.some((key) => Object.hasOwn(json, key));
  const keywords = texts.asObject();
  return isMeant(keywords) ? keywords : (texts.objectWhere(isMeant) ?? ofLines(texts.all).find(isMeant));
}

/** The text beside a picture: a line for every field. */
const ofLines = (all: readonly { readonly text: string }[]): JsonObject[] =>
  all.map(({ text }) =>
    Object.fromEntries(
      [...text.matchAll(/^([A-Za-z][A-Za-z_ ]{1,40}): (.*)$/gm)].map(([, key = "", value = ""]) => [
        key,
        value.trimEnd(),
      ]),
    ),
  );

function lorasOf(of: JsonFields): NonNullable<Recipe["loras"]> {
  const weights = of.list("lora_alpha", "LoRA Strength");
  return of.list("use_lora_model", "LoRA model").flatMap((one, i) => {
    const name = chosen(textOf(one));
    return name === undefined ? [] : [{ name, ...defined({ weight: numberOf(weights[i]) }) }];
  });
}
