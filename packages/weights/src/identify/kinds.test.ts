import type { ModelKind } from "@danfang/domain";
import type { TensorEntry } from "@danfang/formats";
import { expect, it } from "vitest";
import { identify } from "./identify.ts";

/** What tells a kind from all others: a kind that cannot be recognised does not compile here. */
const samples: Readonly<Record<ModelKind, readonly (readonly [name: string, ...shape: number[]])[]>> = {
  checkpoint: [
    ["model.diffusion_model.input_blocks.0.0.weight", 320, 4, 3, 3],
    ["model.diffusion_model.input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight", 320, 768],
    ["first_stage_model.decoder.conv_in.weight", 512, 4, 3, 3],
  ],
  vae: [
    ["decoder.conv_in.weight", 512, 4, 3, 3],
    ["decoder.up.0.block.0.conv1.weight", 128, 256, 3, 3],
  ],
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
    ["control_model.input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight", 320, 768],
  ],
  faceRestorer: [
    ["toRGB.0.weight", 3, 256, 1, 1],
    ["stylegan_decoder.style_mlp.1.weight", 512, 512],
  ],
  unet: [
    ["input_blocks.0.0.weight", 320, 4, 3, 3],
    ["time_embed.0.weight", 1280, 320],
  ],
  t2iAdapter: [
    ["conv_in.weight", 320, 192, 3, 3],
    ["body.0.block1.weight", 320, 320, 3, 3],
  ],
  ipAdapter: [
    ["image_proj.proj.weight", 3072, 1024],
    ["image_proj.norm.weight", 768],
    ["ip_adapter.1.to_k_ip.weight", 320, 768],
  ],
  clipVision: [["vision_model.encoder.layers.0.self_attn.q_proj.weight", 1280, 1280]],
  motionModule: [
    ["down_blocks.0.motion_modules.0.temporal_transformer.proj_in.weight", 320, 320],
    ["up_blocks.3.motion_modules.0.temporal_transformer.proj_in.weight", 320, 320],
  ],
  styleModel: [
    ["redux_up.weight", 12288, 1152],
    ["redux_down.weight", 4096, 12288],
  ],
  photoMaker: [
    ["id_encoder.visual_projection_2.weight", 1280, 1024],
    ["id_encoder.fuse_module.mlp1.fc1.weight", 2048, 4096],
  ],
  gligen: [["position_net.linears.0.weight", 512, 832], ["input_blocks.1.1.transformer_blocks.0.fuser.alpha_attn"]],
  aestheticGradient: [["tensor", 1, 768]],
  detector: [
    ["image_encoder.blocks.0.attn.qkv.weight", 2304, 768],
    ["mask_decoder.iou_token.weight", 1, 256],
    ["prompt_encoder.not_a_point_embed.weight", 1, 256],
  ],
  captioner: [
    ["text_decoder.bert.embeddings.word_embeddings.weight", 30524, 768],
    ["visual_encoder.blocks.0.attn.qkv.weight", 2304, 768],
  ],
  inpainter: [
    ["generator.model.1.bn_l.weight", 64],
    ["generator.model.1.ffc.convl2l.weight", 64, 4, 7, 7],
  ],
  trainingState: [
    ["optimizer.state.0.exp_avg", 320, 320],
    ["optimizer.state.0.exp_avg_sq", 320, 320],
  ],
  textEncoder: [
    ["text_model.encoder.layers.0.self_attn.q_proj.weight", 768, 768],
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
