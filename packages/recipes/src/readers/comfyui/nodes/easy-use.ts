import type { NodeRow, NodeTable } from "./node-row.ts";

const lora = "lora_name lora_model_strength lora_clip_strength";
const loader: NodeRow = {
  outputs: "pipe model vae",
  inputs: { model: "model_override", vae: "vae_override", clip: "clip_override" },
  prompts: { positive: "positive", negative: "negative" },
  loras: { names: "lora_name", weights: "lora_model_strength", clipWeights: "lora_clip_strength" },
  size: { chosen: "resolution" },
};
const latent = "resolution empty_latent_width empty_latent_height";
const common = `ckpt_name vae_name clip_skip ${lora} ${latent} positive negative batch_size a1111_prompt_style`;
const pipe: NodeRow = { outputs: "pipe", isBundle: true };
const samples: NodeRow = {
  outputs: "pipe image",
  does: "sample",
  widgets: "image_output link_id save_prefix",
};
const conditioned = "model positive negative latent vae clip";

/** ComfyUI-Easy-Use. */
export const easyUse: NodeTable = {
  "easy fullLoader": {
    ...loader,
    widgets: `ckpt_name config_name vae_name clip_skip ${lora} ${latent} positive positive_token_normalization positive_weight_interpretation negative negative_token_normalization negative_weight_interpretation batch_size a1111_prompt_style`,
    outputs: "pipe model vae clip positive negative latent",
  },
  "easy a1111Loader": { ...loader, widgets: common },
  "easy comfyLoader": { ...loader, widgets: common },
  "easy hunyuanDiTLoader": { ...loader, widgets: `ckpt_name vae_name ${lora} ${latent} positive negative batch_size` },
  "easy fluxLoader": { ...loader, widgets: `ckpt_name vae_name ${lora} ${latent} positive batch_size` },
  "easy kolorsLoader": {
    ...loader,
    widgets: `unet_name vae_name chatglm3_name ${lora} ${latent} positive negative batch_size auto_clean_gpu`,
  },
  "easy preSampling": { ...pipe, widgets: "steps cfg sampler_name scheduler denoise seed" },
  "easy preSamplingAdvanced": {
    ...pipe,
    widgets: "steps cfg sampler_name scheduler start_at_step end_at_step add_noise seed return_with_leftover_noise",
  },
  "easy preSamplingDynamicCFG": {
    ...pipe,
    widgets: "steps cfg cfg_mode cfg_scale_min sampler_name scheduler denoise seed",
  },
  "easy preSamplingNoiseIn": { ...pipe, widgets: "factor steps cfg sampler_name scheduler denoise seed" },
  "easy preSamplingCustom": {
    ...pipe,
    widgets:
      "guider cfg cfg_negative sampler_name scheduler coeff steps sigma_max sigma_min rho beta_d beta_min eps_s flip_sigmas denoise add_noise seed",
    inputs: { guider: "" },
  },
  "easy kSampler": samples,
  "easy kSamplerTiled": { ...samples, widgets: "tile_size image_output link_id save_prefix" },
  "easy kSamplerCustom": { ...samples, outputs: "pipe latent latent image" },
  "easy fullkSampler": {
    widgets: "steps cfg sampler_name scheduler denoise image_output link_id save_prefix seed",
    outputs: `pipe image ${conditioned} seed`,
    does: "sample",
  },
  "easy pipeIn": pipe,
  "easy pipeOut": { ...pipe, outputs: `pipe ${conditioned} image seed` },
  "easy pipeEdit": { ...pipe, outputs: `pipe ${conditioned} image` },
  "easy pipeToBasicPipe": pipe,
  "easy loraStack": {
    widgets: `toggle mode num_loras ${Array.from({ length: 10 }, (_, i) => `lora_${i + 1}_name lora_${i + 1}_strength lora_${i + 1}_model_strength lora_${i + 1}_clip_strength`).join(" ")}`,
    outputs: "loraStack",
    loras: {
      names: "lora_#_name",
      weights: "lora_#_model_strength",
      clipWeights: "lora_#_clip_strength",
      count: "num_loras",
      switch: "toggle",
      simple: { by: "mode", weights: "lora_#_strength" },
    },
  },
  "easy loraStackApply": { outputs: "model clip" },
  "easy hiresFix": {
    widgets:
      "model_name rescale_after_model rescale_method rescale percent width height longer_side crop image_output link_id save_prefix",
    outputs: "pipe image latent",
    does: "upscale",
  },
  "easy detailerFix": {
    outputs: "pipe image image image",
    does: "detail",
    widgets: "image_output link_id save_prefix",
  },
  "easy preDetailerFix": {
    ...pipe,
    widgets:
      "guide_size guide_size_for max_size seed steps cfg sampler_name scheduler denoise feather noise_mask force_inpaint drop_size wildcard cycle",
  },
  "easy positive": { widgets: "positive", outputs: "text", inputs: { text: "positive" } },
  "easy negative": { widgets: "negative", outputs: "text", inputs: { text: "negative" } },
  "easy wildcards": { widgets: "text seed multiline_mode", outputs: "text", inputs: { text: "populated_text text" } },
  "easy promptConcat": { widgets: "prompt1 prompt2 separator", text: { join: "prompt1 prompt2", by: "separator" } },
  "easy seed": { widgets: "seed", outputs: "seed" },
  "easy string": { widgets: "value", outputs: "value" },
  "easy int": { widgets: "value", outputs: "value" },
  "easy float": { widgets: "value", outputs: "value" },
  "easy boolean": { widgets: "value", outputs: "value" },
  "easy showAnything": { chooses: { first: "anything" } },
  "easy ifElse": { widgets: "boolean", chooses: { by: "boolean", cases: { true: "on_true", false: "on_false" } } },
  "easy textSwitch": { widgets: "input text1 text2", chooses: { by: "input", numbered: "text#" } },
  "easy imageSwitch": { widgets: "boolean", chooses: { by: "boolean", cases: { true: "image_a", false: "image_b" } } },
  "easy anythingIndexSwitch": { widgets: "index", chooses: { by: "index", numbered: "value#", from: 0 } },
  "easy textIndexSwitch": { widgets: "index", chooses: { by: "index", numbered: "text#", from: 0 } },
  "easy conditioningIndexSwitch": { widgets: "index", chooses: { by: "index", numbered: "cond#", from: 0 } },
};
