import type { NodeRow, NodeTable } from "./node-row.ts";

const samplerOutputs = "model positive negative latent vae image";
const encoding = "token_normalization weight_interpretation empty_latent_width empty_latent_height batch_size";
const stacker: NodeRow = {
  outputs: "loraStack",
  loras: {
    names: "lora_name_#",
    weights: "model_str_#",
    clipWeights: "clip_str_#",
    count: "lora_count",
    simple: { by: "input_mode", weights: "lora_wt_#" },
  },
};
const numbers = Array.from({ length: 50 }, (_, i) => i + 1);
const stackerWidgets = `input_mode lora_count ${numbers
  .map((i) => `lora_name_${i} lora_wt_${i} model_str_${i} clip_str_${i}`)
  .join(" ")}`;

/** efficiency-nodes-comfyui. */
export const efficiency: NodeTable = {
  "Efficient Loader": {
    widgets: `ckpt_name vae_name clip_skip lora_name lora_model_strength lora_clip_strength positive negative ${encoding}`,
    outputs: "model positive negative latent vae clip any",
    prompts: { positive: "positive", negative: "negative" },
    loras: { names: "lora_name", weights: "lora_model_strength", clipWeights: "lora_clip_strength" },
  },
  "Eff. Loader SDXL": {
    widgets: `base_ckpt_name base_clip_skip refiner_ckpt_name refiner_clip_skip positive_ascore negative_ascore vae_name positive negative ${encoding}`,
    outputs: "pipe latent vae any",
    prompts: { positive: "positive", negative: "negative" },
  },
  "Unpack SDXL Tuple": { outputs: "model clip positive negative any any any any", isBundle: true },
  "Pack SDXL Tuple": { outputs: "pipe", isBundle: true },
  "KSampler (Efficient)": {
    widgets: "seed steps cfg sampler_name scheduler denoise preview_method vae_decode",
    outputs: samplerOutputs,
    does: "sample",
  },
  "KSampler Adv. (Efficient)": {
    widgets:
      "add_noise noise_seed steps cfg sampler_name scheduler start_at_step end_at_step return_with_leftover_noise preview_method vae_decode",
    outputs: samplerOutputs,
    does: "sample",
  },
  "KSampler SDXL (Eff.)": {
    widgets: "noise_seed steps cfg sampler_name scheduler start_at_step refine_at_step preview_method vae_decode",
    outputs: "pipe latent vae image",
    does: "sample",
  },
  "LoRA Stacker": { ...stacker, widgets: stackerWidgets },
  "Control Net Stacker": { widgets: "strength start_percent end_percent", outputs: "controls" },
  "Apply ControlNet Stack": { outputs: "positive negative" },
  "HighRes-Fix Script": {
    widgets:
      "upscale_type hires_ckpt_name latent_upscaler pixel_upscaler upscale_by use_same_seed seed hires_steps denoise iterations use_controlnet control_net_name strength preprocessor preprocessor_imgs",
    outputs: "script",
    hires: {
      scale: "upscale_by",
      steps: "hires_steps",
      denoise: "denoise",
      upscaler: {
        by: "upscale_type",
        cases: { latent: "latent_upscaler", pixel: "pixel_upscaler", both: "pixel_upscaler" },
      },
    },
  },
};
