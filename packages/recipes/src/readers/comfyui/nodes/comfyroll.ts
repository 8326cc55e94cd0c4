import type { NodeRow, NodeTable } from "./node-row.ts";

const stack = (n: number) => `switch_${n} lora_name_${n} model_weight_${n} clip_weight_${n}`;
const sized: NodeRow = {
  outputs: "width height scale any latent any",
  size: { chosen: "aspect_ratio", swappedIf: "swap_dimensions" },
};
const sizeWidgets = "width height aspect_ratio swap_dimensions upscale_factor";
const prescaled: NodeRow = {
  ...sized,
  widgets: `${sizeWidgets} prescale_factor batch_size`,
  outputs: "width height scale any any latent any",
};
const eitherOf = (inputs: string): NodeRow => ({
  widgets: "Input",
  chooses: { by: "Input", numbered: inputs },
});
const piped: NodeRow = { outputs: "pipe", isBundle: true };

/** ComfyUI_Comfyroll_CustomNodes. */
export const comfyroll: NodeTable = {
  "CR LoRA Stack": {
    widgets: `${stack(1)} ${stack(2)} ${stack(3)}`,
    outputs: "loraStack any",
    loras: {
      names: "lora_name_#",
      weights: "model_weight_#",
      clipWeights: "clip_weight_#",
      switches: "switch_#",
    },
  },
  "CR Apply LoRA Stack": { outputs: "model clip any" },
  "CR Load LoRA": {
    widgets: "switch lora_name strength_model strength_clip",
    outputs: "model clip any",
    loras: { names: "lora_name", weights: "strength_model", clipWeights: "strength_clip", switch: "switch" },
  },
  "CR SDXL Aspect Ratio": { ...sized, widgets: `${sizeWidgets} batch_size` },
  "CR SD1.5 Aspect Ratio": { ...sized, widgets: `${sizeWidgets} batch_size` },
  "CR Aspect Ratio": prescaled,
  "CR Aspect Ratio Banners": prescaled,
  "CR Aspect Ratio Social Media": prescaled,
  "CR_Aspect Ratio For Print": prescaled,
  "CR Aspect Ratio SDXL": {
    widgets: "width height aspect_ratio swap_dimensions upscale_factor1 upscale_factor2 batch_size",
    outputs: "width height any any any any",
    size: { chosen: "aspect_ratio", swappedIf: "swap_dimensions" },
  },
  "CR Module Pipe Loader": piped,
  "CR Module Output": piped,
  "CR Module Input": { outputs: "pipe model positive negative latent vae clip control image seed any", isBundle: true },
  "CR Pipe Switch": eitherOf("pipe#"),
  "CR Image Input Switch": eitherOf("image#"),
  "CR Image Input Switch (4 way)": eitherOf("image#"),
  "CR Latent Input Switch": eitherOf("latent#"),
  "CR Conditioning Input Switch": eitherOf("conditioning#"),
  "CR Clip Input Switch": eitherOf("clip#"),
  "CR Model Input Switch": eitherOf("model#"),
  "CR VAE Input Switch": eitherOf("VAE#"),
  "CR Text Input Switch": eitherOf("text#"),
  "CR Text Input Switch (4 way)": eitherOf("text#"),
  "CR Img2Img Process Switch": {
    widgets: "Input",
    chooses: { by: "Input", cases: { txt2img: "txt2img", img2img: "img2img" } },
  },
  "CR Hires Fix Process Switch": {
    widgets: "Input",
    chooses: { by: "Input", cases: { latent_upscale: "latent_upscale", image_upscale: "image_upscale" } },
  },
  "CR Apply ControlNet": {
    widgets: "switch strength",
    outputs: "conditioning any",
  },
  "CR Upscale Image": {
    widgets: "upscale_model mode rescale_factor resize_width resampling_method supersample rounding_modulus",
    outputs: "image any",
    does: "upscale",
  },
  "CR Text": { widgets: "text", outputs: "text any" },
  "CR Multiline Text": { widgets: "text", outputs: "text any" },
  "CR Prompt Text": { widgets: "prompt", outputs: "text any", inputs: { text: "prompt" } },
  "CR Combine Prompt": {
    widgets: "part1 part2 part3 part4 separator",
    text: { join: "part#", by: "separator", skipsEmpty: true },
  },
  "CR Text Concatenate": { widgets: "separator", text: { join: "text#", by: "separator" } },
  "CR Seed": { widgets: "seed", outputs: "seed any" },
  "CR Value": { widgets: "value", outputs: "value value any" },
  "CR Integer To String": { outputs: "value any", inputs: { value: "int_" } },
  "CR Float To String": { outputs: "value any", inputs: { value: "float_" } },
  "CR String To Combo": { outputs: "text any" },
};
