import type { NodeRow, NodeTable } from "./node-row.ts";

const numbered = (n: number) =>
  Array.from({ length: n }, (_, i) => `lora${i + 1}_name lora${i + 1}_model_strength lora${i + 1}_clip_strength`).join(
    " ",
  );
const weighed = (side: string) => `${side} ${side}_token_normalization ${side}_weight_interpretation`;
const samplerOutputs = "pipe model positive negative latent vae clip image seed";
const loader: NodeRow = {
  outputs: "pipe model positive negative latent vae clip seed",
  prompts: { positive: "positive", negative: "negative" },
  inputs: { model: "model_override", clip: "clip_override" },
};
const optional = {
  model: "optional_model",
  positive: "optional_positive",
  negative: "optional_negative",
  latent: "optional_latent",
  vae: "optional_vae",
  clip: "optional_clip",
} as const;
const pipe: NodeRow = { outputs: "pipe model positive negative latent vae clip image seed", isBundle: true };

/** ComfyUI_tinyterraNodes. */
export const tinyterra: NodeTable = {
  "ttN pipeLoader": {
    ...loader,
    widgets: `ckpt_name config_name vae_name clip_skip ${numbered(3)} ${weighed("positive")} ${weighed("negative")} empty_latent_width empty_latent_height batch_size seed`,
    loras: { names: "lora#_name", weights: "lora#_model_strength", clipWeights: "lora#_clip_strength" },
  },
  "ttN pipeLoader_v2": {
    ...loader,
    widgets: `ckpt_name config_name vae_name clip_skip loras ${weighed("positive")} ${weighed("negative")} empty_latent_aspect empty_latent_width empty_latent_height batch_size seed`,
    loras: { tags: "loras" },
  },
  "ttN tinyLoader": {
    widgets:
      "ckpt_name config_name sampling zsnr cfg_rescale_mult vae_name clip_skip empty_latent_aspect empty_latent_width empty_latent_height batch_size",
    outputs: "model latent vae clip width height",
  },
  "ttN conditioning": {
    widgets: `loras ${weighed("positive")} ${weighed("negative")} zero_out_empty`,
    outputs: "model positive negative clip text text",
    prompts: { positive: "positive", negative: "negative" },
    loras: { tags: "loras" },
  },
  "ttN pipeKSampler": {
    widgets:
      "lora_name lora_model_strength lora_clip_strength upscale_method factor crop sampler_state steps cfg sampler_name scheduler denoise image_output save_prefix seed",
    outputs: samplerOutputs,
    inputs: optional,
    does: "sample",
    loras: { names: "lora_name", weights: "lora_model_strength", clipWeights: "lora_clip_strength" },
  },
  "ttN pipeKSampler_v2": {
    widgets:
      "lora_name lora_strength upscale_method upscale_model_name factor rescale percent width height longer_side crop steps cfg sampler_name scheduler denoise image_output save_prefix file_type embed_workflow seed",
    outputs: `${samplerOutputs} image`,
    inputs: { ...optional, width: "", height: "", scale: "", upscaleMethod: "" },
    does: "sample",
    loras: { names: "lora_name", weights: "lora_strength" },
  },
  "ttN KSampler_v2": {
    widgets:
      "lora_name lora_strength upscale_method upscale_model_name factor rescale percent width height longer_side crop steps cfg sampler_name scheduler denoise image_output save_prefix file_type embed_workflow seed",
    outputs: "model positive negative latent vae clip image seed image",
    inputs: { width: "", height: "", scale: "", upscaleMethod: "" },
    does: "sample",
    loras: { names: "lora_name", weights: "lora_strength" },
  },
  "ttN pipeLoaderSDXL_v2": {
    widgets:
      "ckpt_name config_name vae_name clip_skip loras refiner_ckpt_name refiner_config_name positive_g positive_l negative_g negative_l conditioning_aspect conditioning_width conditioning_height crop_width crop_height target_aspect target_width target_height positive_ascore negative_ascore empty_latent_aspect empty_latent_width empty_latent_height batch_size seed",
    outputs: "pipe model positive negative vae clip",
    prompts: { positive: "positive_g positive_l", negative: "negative_g negative_l" },
    inputs: { model: "model_override", clip: "clip_override" },
    loras: { tags: "loras" },
  },
  "ttN pipeKSamplerSDXL_v2": {
    widgets:
      "lora_name lora_strength upscale_method upscale_model_name factor rescale percent width height longer_side crop base_steps cfg denoise refiner_steps refiner_cfg refiner_denoise sampler_name scheduler image_output save_prefix file_type embed_workflow seed",
    outputs: "pipe model positive negative latent vae clip image seed",
    inputs: { ...optional, width: "", height: "", scale: "", upscaleMethod: "" },
    does: "sample",
    loras: { names: "lora_name", weights: "lora_strength" },
  },
  "ttN pipeIN": pipe,
  "ttN pipeOUT": { outputs: "model positive negative latent vae clip image seed pipe", isBundle: true },
  "ttN pipeEDIT": pipe,
  "ttN pipe2BASIC": { outputs: "pipe pipe", isBundle: true },
  "ttN pipe2DETAILER": { outputs: "pipe pipe", isBundle: true, widgets: "wildcard" },
  "ttN text": { widgets: "text", outputs: "text" },
  "ttN textDebug": { widgets: "print_to_console console_title execute text", outputs: "text" },
  "ttN concat": { widgets: "text1 text2 text3 delimiter", text: { join: "text#", by: "delimiter", skipsEmpty: true } },
  "ttN int": { widgets: "int", outputs: "value value value" },
  "ttN float": { widgets: "float", outputs: "value value value" },
  "ttN seed": { widgets: "seed", outputs: "seed" },
  "ttN hiresfixScale": {
    widgets:
      "model_name rescale_after_model rescale_method rescale percent width height longer_side crop image_output save_prefix output_latent",
    outputs: "latent image",
    does: "upscale",
  },
  "ttN imageOutput": {
    does: "save",
    widgets: "image_output output_path save_prefix number_padding file_type overwrite_existing embed_workflow",
  },
};
