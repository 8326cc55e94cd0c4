import type { NodeRow, NodeTable } from "./node-row.ts";

const small = "pipe model clip vae positive negative latent image seed";
const big = `${small} steps any cfg checkpoint sampler schedule width height text text text text any control`;
const context: NodeRow = { outputs: small, isBundle: true, inputs: { any: "" } };
const bigContext: NodeRow = {
  outputs: big,
  isBundle: true,
  inputs: { any: "", sampler: "sampler", samplerNode: "", width: "clip_width", height: "clip_height" },
};
const switched: NodeRow = { outputs: big, isBundle: true, chooses: { first: "ctx_0#" } };
const stacked: NodeRow = {
  widgets: "lora_01 strength_01 lora_02 strength_02 lora_03 strength_03 lora_04 strength_04",
  outputs: "model clip",
  loras: { names: "lora_0#", weights: "strength_0#" },
};

export const rgthree: NodeTable = {
  "Power Lora Loader (rgthree)": { widgets: "{lora}", outputs: "model clip", loras: { objects: true } },
  "Lora Loader Stack (rgthree)": stacked,
  "Seed (rgthree)": { widgets: "seed", outputs: "seed" },
  "Context (rgthree)": context,
  "Context Big (rgthree)": bigContext,
  "Context Switch (rgthree)": switched,
  "Context Switch Big (rgthree)": switched,
  "Context Merge (rgthree)": switched,
  "Context Merge Big (rgthree)": switched,
  "Any Switch (rgthree)": { chooses: { first: "any_0#" } },
  "Reroute (rgthree)": { chooses: { first: " value" } },
  "Display Any (rgthree)": { chooses: { first: "source" } },
  "KSampler Config (rgthree)": {
    widgets: "steps_total refiner_step cfg sampler_name scheduler",
    outputs: "steps any cfg sampler schedule",
  },
  "SDXL Empty Latent Image (rgthree)": {
    widgets: "dimensions clip_scale batch_size",
    outputs: "latent any any",
    size: { chosen: "dimensions" },
  },
  "Power Prompt (rgthree)": {
    widgets: "prompt insert_lora insert_embedding insert_saved",
    outputs: "conditioning model clip text",
    inputs: { model: "opt_model", clip: "opt_clip" },
    prompts: { conditioning: "prompt" },
    loras: { tags: "prompt" },
  },
  "Power Prompt - Simple (rgthree)": {
    widgets: "prompt insert_embedding insert_saved",
    outputs: "conditioning text",
    inputs: { clip: "opt_clip" },
    prompts: { conditioning: "prompt" },
  },
  "SDXL Power Prompt - Positive (rgthree)": {
    widgets:
      "prompt_g prompt_l target_width target_height insert_lora insert_embedding insert_saved crop_width crop_height",
    outputs: "conditioning model clip text text",
    inputs: { model: "opt_model", clip: "opt_clip" },
    prompts: { conditioning: "prompt_g prompt_l" },
    loras: { tags: "prompt_g" },
  },
  "SDXL Power Prompt - Simple / Negative (rgthree)": {
    widgets: "prompt_g prompt_l target_width target_height insert_embedding insert_saved crop_width crop_height",
    outputs: "conditioning text text",
    inputs: { clip: "opt_clip" },
    prompts: { conditioning: "prompt_g prompt_l" },
  },
  "Image Comparer (rgthree)": { does: "preview", inputs: { image: "image_a images" } },
};
