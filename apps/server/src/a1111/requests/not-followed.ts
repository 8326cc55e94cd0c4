import type { ModelEntry } from "@danfang/domain";
import { parseInfotext, unfollowedFields } from "@danfang/recipes";
import { findCheckpoint } from "../lists/checkpoints.ts";
import type { GenerationBody } from "./txt2img-fields.ts";

/**
 * Settings of AUTOMATIC1111 v1.10.1 that change pictures and that nothing here follows, with the value that changes
 * nothing. Among them are some that it only has by an extension of its own.
 */
const settings: Readonly<Record<string, unknown>> = {
  enable_quantization: false,
  comma_padding_backtrack: 20,
  enable_prompt_comments: true,
  face_restoration: false,
  fp8_storage: "Disable",
  hypertile_enable_vae: false,
  img2img_background_color: "#ffffff",
  no_dpmpp_sde_batch_determinism: false,
  overlay_inpaint: true,
  sd_vae_decode_method: "Full",
  sd_vae_encode_method: "Full",
  sdxl_clip_l_skip: false,
  sdxl_crop_left: 0,
  sdxl_crop_top: 0,
  sdxl_refiner_high_aesthetic_score: 6,
  sdxl_refiner_low_aesthetic_score: 2.5,
  upscaler_for_img2img: "None",
  use_old_emphasis_implementation: false,
};

/**
 * What a request asks for without getting it, in sentences: settings, its own or kept ones, and fields of its infotext.
 * The picture is painted without them.
 */
export function notFollowed(
  body: GenerationBody,
  kept: Readonly<Record<string, unknown>>,
  models: readonly ModelEntry[],
): { message: string }[] {
  const wanted: Record<string, unknown> = { ...kept, ...body.override_settings };
  const names = Object.keys(settings).filter((name) => {
    const value = wanted[name] ?? settings[name];
    return value !== settings[name] && value !== "";
  });
  const fields = body.infotext ? unfollowedFields(parseInfotext(body.infotext).value.extra ?? {}) : [];
  return [
    ...strangeCheckpoint(body, models),
    ...names.map((name) => ({ message: `The setting ${name} is not followed here: ${JSON.stringify(wanted[name])}.` })),
    ...fields.map((name) => ({ message: `"${name}" in the generation data is not followed here.` })),
  ];
}

/** AUTOMATIC1111 drops an override that names no checkpoint; here it says so. */
function strangeCheckpoint({ override_settings: own }: GenerationBody, models: readonly ModelEntry[]) {
  const name = own?.sd_model_checkpoint;
  const checkpoints = models.filter(({ kind }) => kind === "checkpoint");
  if (typeof name !== "string" || name === "" || findCheckpoint(name, checkpoints)) return [];
  return [{ message: `There is no checkpoint "${name.slice(0, 200)}"; the one in the settings painted.` }];
}
