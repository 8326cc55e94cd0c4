import type { NodeRow, NodeTable } from "./node-row.ts";

const sampling = "seed steps cfg sampler_name scheduler denoise";
const detailing = `guide_size guide_size_for max_size ${sampling} feather noise_mask force_inpaint`;
const faces =
  "bbox_threshold bbox_dilation bbox_crop_factor sam_detection_hint sam_dilation sam_threshold sam_bbox_expansion sam_mask_hint_threshold sam_mask_hint_use_negative drop_size";
const faceOutputs = "image image image any pipe image";
const detailed: NodeRow = { does: "detail", outputs: "image any pipe image" };
const bundle: NodeRow = { outputs: "pipe", isBundle: true };
const basic = "model clip vae positive negative";
const encodes: NodeRow = {
  outputs: "model clip conditioning text",
  prompts: { conditioning: "populated_text" },
  loras: { tags: "populated_text" },
};
const switched: NodeRow = { widgets: "select", chooses: { by: "select", numbered: "input#" } };

/** ltdrdata's Impact Pack and Inspire Pack. */
export const impact: NodeTable = {
  ToBasicPipe: bundle,
  EditBasicPipe: bundle,
  FromBasicPipe: { outputs: basic, isBundle: true },
  FromBasicPipe_v2: { outputs: `pipe ${basic}`, isBundle: true },
  ToDetailerPipe: { ...bundle, widgets: "wildcard lora_to_add wildcard_to_add" },
  ToDetailerPipeSDXL: { ...bundle, widgets: "wildcard lora_to_add wildcard_to_add" },
  EditDetailerPipe: { ...bundle, widgets: "wildcard lora_to_add wildcard_to_add" },
  BasicPipeToDetailerPipe: { ...bundle, widgets: "wildcard lora_to_add wildcard_to_add" },
  FromDetailerPipe: { outputs: `${basic} detector any any any`, isBundle: true },
  FromDetailerPipe_v2: { outputs: `pipe ${basic} detector any any any`, isBundle: true },
  FromDetailerPipeSDXL: { outputs: `pipe ${basic} detector any any any any any any any`, isBundle: true },
  DetailerPipeToBasicPipe: bundle,
  KSamplerBasicPipe: { widgets: sampling, outputs: "pipe latent vae", does: "sample" },
  ImpactKSamplerBasicPipe: { widgets: sampling, outputs: "pipe latent vae", does: "sample" },
  KSamplerAdvancedBasicPipe: {
    widgets:
      "add_noise noise_seed steps cfg sampler_name scheduler start_at_step end_at_step return_with_leftover_noise",
    outputs: "pipe latent vae",
    does: "sample",
  },
  ImpactKSamplerAdvancedBasicPipe: {
    widgets:
      "add_noise noise_seed steps cfg sampler_name scheduler start_at_step end_at_step return_with_leftover_noise",
    outputs: "pipe latent vae",
    does: "sample",
  },
  FaceDetailer: { widgets: `${detailing} ${faces} wildcard cycle`, outputs: faceOutputs, does: "detail" },
  FaceDetailerPipe: { widgets: `${detailing} ${faces} refiner_ratio cycle`, outputs: faceOutputs, does: "detail" },
  DetailerForEach: { ...detailed, widgets: `${detailing} wildcard cycle`, outputs: "image" },
  DetailerForEachPipe: { ...detailed, widgets: `${detailing} wildcard refiner_ratio cycle` },
  DetailerForEachDebug: {
    ...detailed,
    widgets: `${detailing} wildcard cycle`,
    outputs: "image image image image image",
  },
  DetailerForEachDebugPipe: { ...detailed, widgets: `${detailing} wildcard refiner_ratio cycle` },
  SEGSDetailer: { does: "detail", outputs: "any any" },
  UltralyticsDetectorProvider: { widgets: "model_name", outputs: "detector any" },
  ImpactWildcardProcessor: {
    widgets: "wildcard_text populated_text mode seed wildcard_to_add",
    outputs: "text",
    inputs: { text: "populated_text" },
  },
  ImpactWildcardEncode: {
    ...encodes,
    widgets: "wildcard_text populated_text mode lora_to_add wildcard_to_add seed",
  },
  "WildcardEncode //Inspire": {
    ...encodes,
    widgets:
      "token_normalization weight_interpretation wildcard_text populated_text mode lora_to_add wildcard_to_add seed",
  },
  ImpactSwitch: switched,
  LatentSwitch: { ...switched, chooses: { by: "select", numbered: "latent#" } },
  SEGSSwitch: switched,
  ImpactInversedSwitch: { widgets: "select", chooses: { first: "input" } },
  ImpactConditionalBranch: { widgets: "cond", chooses: { by: "cond", cases: { true: "tt_value", false: "ff_value" } } },
  ImpactConditionalBranchSelMode: {
    widgets: "cond",
    chooses: { by: "cond", cases: { true: "tt_value", false: "ff_value" } },
  },
  ImpactInt: { widgets: "value", outputs: "value" },
  ImpactFloat: { widgets: "value", outputs: "value" },
  ImpactBoolean: { widgets: "value", outputs: "value" },
  ImpactCombineConditionings: { outputs: "conditioning" },
  ImpactConcatConditionings: { outputs: "conditioning" },
  ImpactQueueTrigger: { chooses: { first: "signal" } },
  PixelKSampleUpscalerProvider: {
    widgets: `scale_method ${sampling} use_tiled_vae tile_size`,
    outputs: "upscaler",
  },
  PixelKSampleUpscalerProviderPipe: {
    widgets: `scale_method ${sampling} use_tiled_vae tile_size tile_cnet_strength`,
    outputs: "upscaler",
  },
  IterativeLatentUpscale: {
    widgets: "upscale_factor steps temp_prefix step_mode",
    outputs: "latent vae",
    does: "sampleLarger",
    inputs: { steps: "" },
  },
  IterativeImageUpscale: {
    widgets: "upscale_factor steps temp_prefix step_mode",
    outputs: "image",
    does: "sampleLarger",
    inputs: { steps: "" },
  },
  "KSampler //Inspire": {
    widgets: `${sampling} noise_mode batch_seed_mode variation_seed variation_strength variation_method internal_seed`,
    outputs: "latent",
    does: "sample",
  },
  "KSamplerPipe //Inspire": {
    widgets: `${sampling} noise_mode batch_seed_mode variation_seed variation_strength variation_method internal_seed`,
    outputs: "latent vae",
    does: "sample",
  },
  "LoraLoaderBlockWeight //Inspire": {
    widgets: "category_filter lora_name strength_model strength_clip inverse seed A B preset block_vector bypass",
    outputs: "model clip text",
    loras: { names: "lora_name", weights: "strength_model", clipWeights: "strength_clip" },
  },
  "CheckpointLoaderSimpleShared //Inspire": { widgets: "ckpt_name key_opt mode", outputs: "model clip vae text" },
  "RandomNoise //Inspire": {
    widgets: "noise_seed noise_mode batch_seed_mode variation_seed variation_strength",
    outputs: "noise",
  },
};
