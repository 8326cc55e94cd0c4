import type { Rule } from "../rule.ts";

const text =
  "input_blocks.#.#.transformer_blocks.#.attn2.to_k | down_blocks.#.attentions.#.transformer_blocks.#.attn2.to_k | mid_block.attentions.#.transformer_blocks.#.attn2.to_k | middle_block.#.transformer_blocks.#.attn2.to_k";
const hint = "input_hint_block.# | controlnet_cond_embedding.conv_in";
const zeros = "zero_convs.# | controlnet_down_blocks.#";
const sizes = "label_emb.0.0.weight | add_embedding.linear_1.weight";
const controlNet = { kind: "controlNet" } as const;

/** The families of a UNet, by the width of the text that it reads. */
const byText = [
  ["sd1", 768],
  ["sd2", 1024],
  ["sdxl", 2048],
] as const;

/** ControlNets. Sources: lllyasviel/ControlNet `cldm`, diffusers `models/controlnets`, kohya `control_net_lllite`, ComfyUI. */
const controlNets: readonly Rule[] = [
  {
    ...controlNet,
    family: "sdxl",
    architecture: "ControlNet Union",
    has: ["control_add_embedding", "task_embedding"],
  },
  {
    ...controlNet,
    family: "flux",
    architecture: "ControlNet Union",
    has: ["controlnet_mode_embedder", "controlnet_blocks.#"],
  },
  ...byText.map(
    ([family, width]): Rule => ({
      ...controlNet,
      family,
      architecture: "SparseCtrl",
      has: ["down_blocks.#.motion_modules.#", "controlnet_cond_embedding"],
      shapes: { [text]: `*, ${width}` },
      proof: [text],
    }),
  ),
  ...byText.map(
    ([family, width]): Rule => ({
      ...controlNet,
      family,
      architecture: "ControlNet-XS",
      has: [
        "control_model.#.# | ctrl_to_base.# | base_to_ctrl | down_blocks.#.ctrl_to_base.# | down_blocks.#.base_to_ctrl.#",
      ],
      shapes: {
        "down_blocks.#.ctrl_attentions.#.transformer_blocks.#.attn2.to_k | mid_block.ctrl_midblock.attentions.#.transformer_blocks.#.attn2.to_k | down_blocks.#.attentions.#.transformer_blocks.#.attn2.to_k | mid_block.midblock.attentions.#.transformer_blocks.#.attn2.to_k": `*, ${width}`,
      },
      proof: ["down_blocks.#.ctrl_attentions.# | mid_block.ctrl_midblock | down_blocks.#.attentions.#"],
    }),
  ),
  ...byText.map(
    ([family, width]): Rule => ({
      ...controlNet,
      family,
      architecture: "Control-LoRA",
      has: ["lora_controlnet", zeros],
      shapes: {
        "input_blocks.#.#.transformer_blocks.#.attn2.to_k.down | input_blocks.#.#.transformer_blocks.#.attn2.to_v.down": `*, ${width}`,
      },
    }),
  ),
  ...byText.map(
    ([family, width]): Rule => ({
      ...controlNet,
      family,
      architecture: "ControlNet",
      has: [`${hint} | ${zeros}`, "input_blocks | down_blocks"],
      shapes: { [text]: `*, ${width}`, ...(family === "sdxl" ? { [sizes]: "1280, 2816" } : {}) },
      proof: family === "sdxl" ? [sizes] : [],
    }),
  ),
  {
    ...controlNet,
    family: "sdxl",
    architecture: "ControlNet",
    has: [`${hint} | ${zeros}`, sizes],
    shapes: { [sizes]: "1280, 2816" },
  },
  {
    ...controlNet,
    family: "kolors",
    architecture: "ControlNet",
    has: [`${hint} | ${zeros}`, sizes],
    shapes: { [sizes]: "1280, 5632" },
  },
  {
    ...controlNet,
    family: "qwen-image",
    architecture: "ControlNet",
    has: ["controlnet_blocks.#", "transformer_blocks.#.img_mod.#", "controlnet_x_embedder"],
    shapes: { txt_in: "3072, 3584", txt_norm: "3584" },
  },
  {
    ...controlNet,
    family: "flux",
    architecture: "XLabs ControlNet",
    has: ["controlnet_blocks.#", "double_blocks.#.img_attn", "input_hint_block.#"],
  },
  {
    ...controlNet,
    family: "flux",
    architecture: "ControlNet",
    has: ["controlnet_blocks.#", "controlnet_x_embedder", "transformer_blocks.#.attn.add_k_proj | double_blocks.#"],
    shapes: { "context_embedder | txt_in": "3072, 4096" },
  },
  {
    ...controlNet,
    family: "sd3",
    architecture: "ControlNet",
    has: ["controlnet_blocks.#", "transformer_blocks.#.norm1.linear", "pos_embed_input | pos_embed.proj"],
  },
  {
    ...controlNet,
    family: "z-image",
    architecture: "ControlNet",
    has: ["control_layers.#", "control_noise_refiner.# | control_all_x_embedder"],
  },
  {
    ...controlNet,
    family: "hunyuan-dit",
    architecture: "ControlNet",
    has: ["controlnet_blocks.#", "text_embedder | style_embedder"],
  },
  { ...controlNet, family: "sana", architecture: "ControlNet", has: ["controlnet_blocks.#", "caption_norm"] },
  {
    ...controlNet,
    family: "pixart",
    architecture: "ControlNet",
    has: ["controlnet_blocks.# | controlnet.#", "y_embedder | caption_projection"],
    or: ["sana"],
  },
  { ...controlNet, family: "cosmos", architecture: "ControlNet", has: ["control_blocks.#", "patch_embed"] },
  { ...controlNet, family: "cascade", architecture: "ControlNet", has: ["backbone.#.#.block", "projections.#"] },
  { ...controlNet, family: "unknown", architecture: "ControlNet", has: [`${hint} | controlnet_mid_block`], or: [] },
];

const adapter = { kind: "t2iAdapter" } as const;

/** T2I-Adapters. Sources: TencentARC/T2I-Adapter `ldm/modules/encoders/adapter`, diffusers `T2IAdapter`. */
const t2iAdapters: readonly Rule[] = [
  {
    ...adapter,
    family: "sd1",
    architecture: "T2I style adapter",
    has: ["style_embedding", "transformer_layes.#"],
    shapes: { proj: "1024, 768" },
  },
  {
    ...adapter,
    family: "sdxl",
    architecture: "T2I-Adapter",
    has: ["conv_in", "body.#.block1 | body.#.resnets.#.block1"],
    shapes: { conv_in: "*, 256|768, 3, 3" },
    proof: ["conv_in"],
  },
  {
    ...adapter,
    family: "sd1",
    architecture: "T2I-Adapter",
    has: ["conv_in", "body.#.block1 | body.#.resnets.#.block1"],
    shapes: { conv_in: "*, 64|192, 3, 3" },
    proof: ["conv_in"],
  },
  {
    ...adapter,
    family: "sd1",
    architecture: "T2I-Adapter (light)",
    has: ["body.#.in_conv", "body.#.out_conv", "body.#.body.#.block1 | body.#.resnets.#.block1"],
  },
];

const ip = { kind: "ipAdapter" } as const;
const keys = "ip_adapter.#.to_k_ip";
const byWidth = [
  ["sd1", 768],
  ["sdxl", 2048],
] as const;

/** What a picture's features go through, by the network that makes tokens of them. */
const projections: readonly (readonly [name: string, paths: readonly string[], shapes?: Rule["shapes"]])[] = [
  ["InstantID", ["image_proj.latents", "image_proj.proj_in"], { "image_proj.proj_in": "1280, 512" }],
  ["IP-Adapter FaceID Plus", ["image_proj.perceiver_resampler"]],
  ["IP-Adapter FaceID", ["image_proj.proj.0", "image_proj.proj.2"], { "image_proj.proj.0": "1024, 512" }],
  ["IP-Adapter Full", ["image_proj.proj.3"]],
  ["IP-Adapter Plus", ["image_proj.latents"]],
  ["IP-Adapter", ["image_proj.proj", "image_proj.norm"]],
];

/** Sources: tencent-ailab/IP-Adapter, cubiq/ComfyUI_IPAdapter_plus, InstantX/InstantID, ToTheBeginning/PuLID. */
const ipAdapters: readonly Rule[] = [
  { ...ip, family: "flux", architecture: "PuLID", has: ["pulid_encoder | id_adapter", "pulid_ca.#"] },
  { ...ip, family: "sdxl", architecture: "PuLID", has: ["id_adapter", "id_adapter_attn_layers.#"] },
  {
    kind: "photoMaker",
    family: "sdxl",
    architecture: "PhotoMaker",
    has: ["id_encoder.visual_projection_#", "id_encoder.fuse_module | lora_weights"],
  },
  {
    ...ip,
    family: "flux",
    architecture: "IP-Adapter (XLabs)",
    has: ["ip_adapter_proj_model.proj", "double_blocks.#.processor.ip_adapter_double_stream_k_proj"],
  },
  ...projections.flatMap(([architecture, paths, shapes = {}]) =>
    byWidth.map(
      ([family, width]): Rule => ({
        ...ip,
        family,
        architecture,
        has: [...paths, keys],
        shapes: { [keys]: `*, ${width}`, ...shapes },
      }),
    ),
  ),
  { ...ip, family: "flux", architecture: "IP-Adapter", has: ["image_proj", keys], shapes: { [keys]: "3072, 4096" } },
  {
    ...ip,
    family: "sd3",
    architecture: "IP-Adapter",
    has: ["image_proj", "ip_adapter.#.norm_ip_k | ip_adapter.#.norm_ip"],
  },
];

/** What steers a painting network without being one. */
export const controlRules: readonly Rule[] = [
  ...ipAdapters,
  ...controlNets,
  ...t2iAdapters,
  { kind: "styleModel", family: "flux", architecture: "Redux", has: ["redux_up", "redux_down"] },
  {
    kind: "gligen",
    family: "sd1",
    architecture: "GLIGEN",
    has: ["position_net", "input_blocks.#.#.transformer_blocks.#.fuser | output_blocks.#.#.transformer_blocks.#.fuser"],
  },
  ...(
    [
      ["sd1", "AnimateDiff", "mid_block | up_blocks.3"],
      ["sdxl", "AnimateDiff", "down_blocks.#.motion_modules.#"],
    ] as const
  ).map(
    ([family, architecture, mark]): Rule => ({
      kind: "motionModule",
      family,
      architecture,
      has: ["down_blocks.#.motion_modules.#", "up_blocks.#.motion_modules.#", mark],
      ...(family === "sd1"
        ? { proof: ["up_blocks.3.motion_modules | down_blocks.3.motion_modules | mid_block"] }
        : { lacks: ["up_blocks.3", "mid_block"], proof: [] }),
    }),
  ),
  {
    kind: "motionModule",
    family: "sdxl",
    architecture: "HotShot-XL",
    has: ["down_blocks.#.temporal_attentions.#", "up_blocks.#.temporal_attentions.#"],
  },
];
