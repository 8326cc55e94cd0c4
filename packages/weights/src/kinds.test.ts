import type { ModelKind } from "@danfang/domain";
import type { TensorEntry } from "@danfang/formats";
import { expect, it } from "vitest";
import { identify } from "./identify.ts";

/** What tells a kind from all others: a kind that cannot be recognised does not compile here. */
const samples: Readonly<Record<ModelKind, readonly (readonly [name: string, ...shape: number[]])[]>> = {
  checkpoint: [["model.diffusion_model.input_blocks.0.0.weight", 320, 4, 3, 3]],
  vae: [["decoder.conv_in.weight", 512, 4, 3, 3]],
  lora: [
    ["lora_unet_mid_block_attentions_0_proj_in.lora_up.weight", 320, 4],
    ["lora_unet_mid_block_attentions_0_proj_in.lora_down.weight", 4, 320],
  ],
  hypernetwork: [
    ["768.0.linear.0.weight", 1536, 768],
    ["768.0.linear.0.bias", 1536],
  ],
  embedding: [["string_to_param.*", 8, 768]],
  upscaler: [
    ["body.0.weight", 64, 3, 3, 3],
    ["body.1.weight", 64],
    ["body.2.weight", 64, 64, 3, 3],
  ],
  previewVae: [["1.conv.0.weight", 64, 64, 3, 3]],
  controlNet: [
    ["control_model.input_hint_block.0.weight", 16, 3, 3, 3],
    ["control_model.input_blocks.0.0.weight", 320, 4, 3, 3],
  ],
  faceRestorer: [
    ["toRGB.0.weight", 3, 256, 1, 1],
    ["stylegan_decoder.style_mlp.1.weight", 512, 512],
  ],
  unet: [["input_blocks.0.0.weight", 320, 4, 3, 3]],
  textEncoder: [
    ["text_model.encoder.layers.0.mlp.fc1.weight", 3072, 768],
    ["text_model.final_layer_norm.weight", 768],
  ],
};

it.each(Object.entries(samples))("a %s is known for what it is", (kind, tensors) => {
  const stored = tensors.map(([name, ...shape]): [string, TensorEntry] => [
    name,
    { name, shape, dtype: "F16", offset: 0, length: 0 },
  ]);
  expect(identify(new Map(stored)).kind).toBe(kind);
});

it("a ControlNet as diffusers saves it is one too, and no UNet", () => {
  const names = ["conv_in.weight", "controlnet_cond_embedding.conv_in.weight"];
  const tensors = names.map((name): [string, TensorEntry] => [
    name,
    { name, shape: [16, 3, 3, 3], dtype: "F16", offset: 0, length: 0 },
  ]);
  expect(identify(new Map(tensors)).kind).toBe("controlNet");
});
