import type { Family } from "../families/index.ts";
import type { ModelHeader } from "../model-header.ts";

type Metadata = ModelHeader["metadata"];

/**
 * What trainers and programs call a network in a file's header, the special before the general. Sources: Stability-AI
 * ModelSpec, kohya-ss/sd-scripts `sai_model_spec` and `ss_base_model_version`, ostris/ai-toolkit.
 */
const called: readonly (readonly [RegExp, Family])[] = [
  [/xl-v1-refiner|sdxl_refiner/, "sdxl-refiner"],
  [/sdxl|stable-diffusion-xl/, "sdxl"],
  [/flux-?2|klein/, "flux2"],
  [/chroma/, "chroma"],
  [/flux/, "flux"],
  [/sd3|stable-diffusion-v?-?3/, "sd3"],
  [/sd_v?2|stable-diffusion-v2/, "sd2"],
  [/sd_(?:1\.5|v1)|stable-diffusion-v1/, "sd1"],
  [/lumina/, "lumina2"],
  [/z-?image/, "z-image"],
  [/qwen/, "qwen-image"],
  [/wan-?2/, "wan"],
  [/hunyuan-?image/, "hunyuan-image"],
  [/hunyuan-?video/, "hunyuan-video"],
  [/anima/, "anima"],
  [/ltx/, "ltx"],
  [/kolors/, "kolors"],
  [/pixart/, "pixart"],
  [/hidream/, "hidream"],
  [/aura-?flow/, "auraflow"],
];

const keysOfArchitecture = ["modelspec.architecture", "ss_base_model_version", "architecture", "model_type"];

/** The family that a file's author wrote, and where. */
export function familyOfMetadata(metadata: Metadata): { readonly family: Family; readonly told: string } | undefined {
  for (const key of keysOfArchitecture) {
    const text = metadata[key];
    const family = text && called.find(([pattern]) => pattern.test(text.toLowerCase()))?.[1];
    if (text && family) return { family, told: `${key}: ${text.slice(0, 80)}` };
  }
  if (metadata.ss_v2 === "True") return { family: "sd2", told: "ss_v2: True" };
  return undefined;
}

/** Ways of painting with few steps, as their authors write them; names alone tell them apart from other models. */
const distilled: readonly (readonly [RegExp, string])[] = [
  [/\bturbo\b/i, "turbo"],
  [/\blightning\b/i, "lightning"],
  [/\bhyper\b/i, "hyper"],
  [/\blcm\b/i, "lcm"],
];

const keysOfTitle = [
  "modelspec.title",
  "ss_output_name",
  "ss_sd_model_name",
  "modelspec.architecture",
  "modelspec.tags",
];

/** A variant that only the author's words tell: turbo, lightning, LCM, v-prediction. */
export function variantOfMetadata(metadata: Metadata): { readonly variant: string; readonly told: string } | undefined {
  const prediction = metadata["modelspec.prediction_type"];
  if (prediction === "v") return { variant: "v-prediction", told: "modelspec.prediction_type: v" };
  for (const key of keysOfTitle) {
    const text = metadata[key];
    const variant = text && distilled.find(([pattern]) => pattern.test(text.replaceAll("_", " ")))?.[1];
    if (text && variant) return { variant, told: `${key}: ${text.slice(0, 80)}` };
  }
  return undefined;
}
