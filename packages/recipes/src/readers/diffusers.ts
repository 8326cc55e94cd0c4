import { defined, ownValue } from "@danfang/domain";
import { JsonFields, textOf } from "../json/fields.ts";
import { isObject, type JsonObject } from "../json/parse-json.ts";
import { buildRecipe, extraOf, type FoundRecipe } from "./build-recipe.ts";
import type { RecipeReader } from "./recipe-reader.ts";

/** Classes of schedulers by AUTOMATIC1111's sampler. Source: diffusers, "Schedulers", table of A1111's names. */
const schedulers: Readonly<Record<string, string>> = {
  EulerAncestralDiscreteScheduler: "Euler a",
  EulerDiscreteScheduler: "Euler",
  DPMSolverMultistepScheduler: "DPM++ 2M",
  DPMSolverSDEScheduler: "DPM++ SDE",
  DDIMScheduler: "DDIM",
  DDPMScheduler: "DDPM",
  PNDMScheduler: "PLMS",
  UniPCMultistepScheduler: "UniPC",
  LCMScheduler: "LCM",
  HeunDiscreteScheduler: "Heun",
  LMSDiscreteScheduler: "LMS",
  KDPM2DiscreteScheduler: "DPM2",
  KDPM2AncestralDiscreteScheduler: "DPM2 a",
  DEISMultistepScheduler: "DEIS",
};

/** The arguments of a pipeline of diffusers, as scripts keep them beside their pictures. Clip skip counts from 0 there. */
export const diffusers: RecipeReader = {
  program: "diffusers",
  read(texts) {
    const json = texts.objectWith("prompt", "num_inference_steps");
    return json && readArguments(json);
  },
};

function readArguments(json: JsonObject) {
  const of = new JsonFields(json);
  const skip = of.whole("clip_skip");
  const scheduler = isObject(json.scheduler)
    ? textOf(json.scheduler._class_name)
    : of.text("scheduler", "sampler", "scheduler_class");
  const isKarras =
    of.flag("use_karras_sigmas") ?? (isObject(json.scheduler) && json.scheduler.use_karras_sigmas === true);
  const found: FoundRecipe = {
    prompt: of.text("prompt") ?? "",
    negativePrompt: of.text("negative_prompt"),
    steps: of.whole("num_inference_steps"),
    sampler: scheduler === undefined ? undefined : (ownValue(schedulers, scheduler) ?? scheduler),
    schedule: isKarras
      ? "karras"
      : scheduler !== undefined && Object.hasOwn(schedulers, scheduler)
        ? "uniform"
        : undefined,
    cfgScale: of.number("guidance_scale"),
    seed: of.seed("seed"),
    width: of.whole("width"),
    height: of.whole("height"),
    clipSkip: skip === undefined ? undefined : skip + 1,
    denoisingStrength: of.number("strength"),
    checkpoint: defined({ name: of.name("model", "model_id", "pretrained_model_name_or_path", "base_model") }),
    source: { program: "diffusers" },
    extra: extraOf(of.rest()),
  };
  return buildRecipe(found);
}
