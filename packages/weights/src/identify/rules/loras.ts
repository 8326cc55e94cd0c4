import type { Family } from "../../families/index.ts";
import type { Rule } from "../rule.ts";

const lora = { kind: "lora" } as const;

/** Where a UNet reads the text: the blocks before it, in LDM's and in diffusers' order. */
const blocks = [
  ...["input_blocks_#_#", "output_blocks_#_#", "middle_block_#"],
  ...["down_blocks_#_attentions_#", "up_blocks_#_attentions_#", "mid_block_attentions_#"],
];
const eachBlock = (rest: string) => blocks.map((block) => `${block}_${rest}`).join(" | ");
const textKeys = eachBlock("transformer_blocks_#_attn2_to_k");
const textValues = eachBlock("transformer_blocks_#_attn2_to_v");
const oldText = "mid_block_attn2_to_k | mid_block_attn2_to_v | down_blocks_#_attn2_to_k";
/** Only XL's transformers are this deep. */
const deep = [
  "input_blocks_7_1_transformer_blocks_2 | input_blocks_8_1_transformer_blocks_2 | middle_block_1_transformer_blocks_2",
  "output_blocks_0_1_transformer_blocks_2 | output_blocks_1_1_transformer_blocks_2 | output_blocks_2_1_transformer_blocks_2",
  "down_blocks_2_attentions_0_transformer_blocks_2 | down_blocks_2_attentions_1_transformer_blocks_2",
  "mid_block_attentions_0_transformer_blocks_2 | up_blocks_0_attentions_0_transformer_blocks_2",
  "input_blocks_8_1_transformer_blocks_9 | down_blocks_2_attentions_1_transformer_blocks_9 | mid_block_attentions_0_transformer_blocks_9",
  "middle_block_1_transformer_blocks_9 | output_blocks_0_1_transformer_blocks_9",
].join(" | ");
const unetText = `${textKeys} | ${textValues} | ${oldText}`;

const families: readonly (readonly [Family, number])[] = [
  ["sd1", 768],
  ["sd2", 1024],
  ["sdxl", 2048],
];

/** Inputs of the layers that all networks of two streams have. */
const fluxInputs = {
  "double_blocks_#_img_attn_qkv | double_blocks_#_txt_attn_qkv | double_blocks_#_img_attn_proj": "*, 3072",
  "double_blocks_#_processor_qkv": "*, 3072",
  "single_blocks_#_linear1": "21504, 3072",
  "double_blocks_#_img_mlp_0": "12288, 3072",
  "single_transformer_blocks_#_proj_mlp": "12288, 3072",
  "single_transformer_blocks_#_attn_to_q | single_transformer_blocks_#_attn_to_k": "*, 3072",
  "transformer_blocks_#_attn_to_q | transformer_blocks_#_attn_to_k": "*, 3072",
};

/**
 * What a LoRA was trained on, by the names and inputs of the layers that it changes: names as of `lora-outline.ts`, with
 * `_` for dots. Sources: kohya-ss/sd-scripts `networks`, PEFT, the networks' own names in `transformers.ts`.
 */
export const loraRules: readonly Rule[] = [
  ...families.map(
    ([family, width]): Rule => ({
      ...lora,
      family,
      architecture: "motion LoRA",
      has: ["down_blocks_#_motion_modules_# | up_blocks_#_motion_modules_#"],
      ...(family === "sd1" ? {} : { shapes: { [unetText]: `*, ${width}` }, proof: [unetText] }),
    }),
  ),
  {
    ...lora,
    family: "svd",
    has: [
      "down_blocks_#_attentions_#_temporal_transformer_blocks_# | up_blocks_#_attentions_#_temporal_transformer_blocks_#",
    ],
  },
  ...families.map(
    ([family, width]): Rule => ({ ...lora, family, has: [unetText], shapes: { [unetText]: `*, ${width}` } }),
  ),
  { ...lora, family: "sdxl", has: [deep] },
  {
    ...lora,
    family: "sdxl",
    has: ["te2_text_model_encoder_layers_#"],
    shapes: { "te2_text_model_encoder_layers_#_self_attn_q_proj | te2_text_model_encoder_layers_#_mlp_fc1": "*, 1280" },
    proof: ["te2_text_model_encoder_layers_#_self_attn_q_proj | te2_text_model_encoder_layers_#_mlp_fc1"],
  },
  ...(["sd1", "sd2"] as const).map(
    (family): Rule => ({
      ...lora,
      family,
      has: ["te_text_model_encoder_layers_#_self_attn_q_proj | te_text_model_encoder_layers_#_self_attn_k_proj"],
      shapes: {
        "te_text_model_encoder_layers_#_self_attn_q_proj | te_text_model_encoder_layers_#_self_attn_k_proj":
          family === "sd1" ? "*, 768" : "*, 1024",
      },
    }),
  ),
  // transformers
  { ...lora, family: "chroma", has: ["distilled_guidance_layer", "double_blocks_# | transformer_blocks_#"] },
  { ...lora, family: "flux2", has: ["single_transformer_blocks_#_attn_to_qkv_mlp_proj"] },
  {
    ...lora,
    family: "flux2",
    has: ["single_blocks_#_linear1"],
    shapes: { "single_blocks_#_linear1": "27648|36864|55296, 3072|4096|6144" },
  },
  {
    ...lora,
    family: "flux2",
    has: ["double_blocks_#_img_mlp_0"],
    shapes: { "double_blocks_#_img_mlp_0": "18432|24576|36864, 3072|4096|6144" },
  },
  {
    ...lora,
    family: "flux2",
    has: ["double_blocks_#_img_attn_qkv"],
    shapes: { "double_blocks_#_img_attn_qkv": "12288|18432, 4096|6144" },
  },
  {
    ...lora,
    family: "flux2",
    has: ["single_blocks_#_linear1 | single_blocks_#_linear2 | single_transformer_blocks_#_attn_to_out"],
    shapes: {
      "single_blocks_#_linear1 | single_blocks_#_linear2 | single_transformer_blocks_#_attn_to_out":
        "*, 4096|6144|12288|16384|24576",
    },
    proof: ["single_blocks_#_linear1"],
  },
  {
    ...lora,
    family: "hunyuan-video",
    has: [
      "double_blocks_#_img_mlp_fc1 | double_blocks_#_img_mod_linear | double_blocks_#_txt_mlp_fc1 | txt_in_individual_token_refiner | context_embedder_token_refiner | single_blocks_#_modulation_linear",
    ],
  },
  {
    ...lora,
    family: "hunyuan-video",
    has: ["double_blocks_#_img_attn_qkv"],
    layers: { "double_blocks_#_img_attn_qkv": 20 },
  },
  {
    ...lora,
    family: "hunyuan-video",
    has: ["single_transformer_blocks_#"],
    layers: { "single_transformer_blocks_#": 39 },
    shapes: { "single_transformer_blocks_#_attn_to_q | single_transformer_blocks_#_attn_to_k": "*, 3072" },
  },
  {
    ...lora,
    family: "hunyuan-image",
    has: ["double_blocks_#_img_attn_q"],
    shapes: { "double_blocks_#_img_attn_q": "*, 3584" },
  },
  {
    ...lora,
    family: "flux",
    has: [
      "double_blocks_#_img_mod_lin | single_blocks_#_modulation_lin | single_transformer_blocks_#_norm_linear | transformer_blocks_#_norm1_context_linear | vector_in_in_layer | guidance_in_in_layer",
    ],
    shapes: fluxInputs,
  },
  {
    ...lora,
    family: "flux",
    has: ["double_blocks_# | single_blocks_#_linear1 | single_blocks_#_linear2"],
    shapes: fluxInputs,
    or: ["chroma", "flux2"],
  },
  { ...lora, family: "flux", has: ["single_transformer_blocks_#"], shapes: fluxInputs, or: ["chroma", "flux2"] },
  {
    ...lora,
    family: "qwen-image",
    has: ["transformer_blocks_#_img_mlp_net_# | transformer_blocks_#_img_mod_# | transformer_blocks_#_txt_mlp_net_#"],
    shapes: {
      "transformer_blocks_#_img_mlp_net_0_proj | transformer_blocks_#_img_mod_# | transformer_blocks_#_attn_to_q":
        "*, 3072",
    },
  },
  {
    ...lora,
    family: "qwen-image",
    has: ["transformer_blocks_#_attn_add_k_proj | transformer_blocks_#_attn_to_k"],
    layers: { "transformer_blocks_#_attn_add_k_proj | transformer_blocks_#_attn_to_k": 48 },
    shapes: { "transformer_blocks_#_attn_add_k_proj | transformer_blocks_#_attn_to_k": "*, 3072" },
  },
  { ...lora, family: "sd3", has: ["joint_blocks_#"] },
  {
    ...lora,
    family: "sd3",
    has: ["transformer_blocks_#_attn_add_k_proj | transformer_blocks_#_attn_to_k"],
    shapes: { "transformer_blocks_#_attn_add_k_proj | transformer_blocks_#_attn_to_k": "*, 1536|2432" },
  },
  {
    ...lora,
    family: "flux",
    has: [
      "transformer_blocks_#_attn_add_k_proj | transformer_blocks_#_attn_to_k | transformer_blocks_#_attn_to_q | transformer_blocks_#_norm1_linear",
    ],
    shapes: fluxInputs,
    or: ["chroma", "qwen-image"],
  },
  { ...lora, family: "anima", has: ["llm_adapter"] },
  {
    ...lora,
    family: "cosmos",
    has: [
      "blocks_#_cross_attn_q_proj | blocks_#_self_attn_q_proj | blocks_#_adaln_modulation_cross_attn | blocks_#_mlp_layer1",
    ],
    or: ["anima"],
  },
  {
    ...lora,
    family: "wan",
    has: [
      "blocks_#_cross_attn_k | blocks_#_cross_attn_q | blocks_#_self_attn_q | blocks_#_self_attn_k | blocks_#_ffn_0 | blocks_#_attn1_to_q | blocks_#_attn2_to_q | blocks_#_ffn_net_0_proj | blocks_#_attn2_to_k",
    ],
    shapes: {
      "blocks_#_cross_attn_k | blocks_#_cross_attn_q | blocks_#_self_attn_q | blocks_#_self_attn_k | blocks_#_ffn_0 | blocks_#_attn1_to_q | blocks_#_attn2_to_q | blocks_#_ffn_net_0_proj | blocks_#_attn2_to_k":
        "*, 1536|5120|3072",
    },
  },
  {
    ...lora,
    family: "hunyuan-dit",
    has: ["blocks_#_attn1 | blocks_#_attn2"],
    shapes: { "blocks_#_attn1_to_q | blocks_#_attn1_Wqkv | blocks_#_attn2_q_proj | blocks_#_attn1_to_k": "*, 1408" },
  },
  {
    ...lora,
    family: "z-image",
    has: ["layers_#_attention | layers_#_feed_forward"],
    shapes: {
      "layers_#_attention_qkv | layers_#_attention_to_q | layers_#_attention_to_k | layers_#_feed_forward_w1 | layers_#_feed_forward_w3":
        "*, 3840",
    },
  },
  {
    ...lora,
    family: "lumina2",
    has: ["layers_#_attention | layers_#_feed_forward | layers_#_attn"],
    shapes: {
      "layers_#_attention_qkv | layers_#_attention_to_q | layers_#_attn_to_q | layers_#_feed_forward_w1 | layers_#_attn_to_k":
        "*, 2304",
    },
  },
  {
    ...lora,
    family: "omnigen2",
    has: ["layers_#_attn"],
    shapes: { "layers_#_attn_to_q | layers_#_attn_to_k": "*, 2520" },
  },
  { ...lora, family: "omnigen", has: ["layers_#_self_attn_qkv_proj | llm_layers_#_self_attn_qkv_proj"] },
  { ...lora, family: "hidream", has: ["double_stream_blocks_# | single_stream_blocks_#"] },
  { ...lora, family: "auraflow", has: ["double_layers_# | joint_transformer_blocks_# | single_layers_#"] },
  {
    ...lora,
    family: "pixart",
    has: ["transformer_blocks_#_attn1_to_q | transformer_blocks_#_attn2_to_q | transformer_blocks_#_attn1_to_k"],
    shapes: {
      "transformer_blocks_#_attn1_to_q | transformer_blocks_#_attn2_to_q | transformer_blocks_#_attn1_to_k": "*, 1152",
    },
    or: ["sana"],
  },
  {
    ...lora,
    family: "pixart",
    has: ["blocks_#_attn_qkv", "blocks_#_cross_attn_kv_linear | blocks_#_cross_attn_q_linear"],
    shapes: { "blocks_#_attn_qkv": "*, 1152" },
  },
  {
    ...lora,
    family: "sana",
    has: ["transformer_blocks_#_attn1_to_q | transformer_blocks_#_attn2_to_q | transformer_blocks_#_attn1_to_k"],
    shapes: {
      "transformer_blocks_#_attn1_to_q | transformer_blocks_#_attn2_to_q | transformer_blocks_#_attn1_to_k": "*, 2240",
    },
  },
  { ...lora, family: "mochi", has: ["transformer_blocks_#_attn1_add_k_proj | blocks_#_attn_qkv_x"] },
  {
    ...lora,
    family: "ltx",
    has: ["transformer_blocks_#_attn2_to_k | transformer_blocks_#_attn2_to_q"],
    shapes: { "transformer_blocks_#_attn2_to_k | transformer_blocks_#_attn2_to_q": "*, 2048|4096" },
  },
  {
    ...lora,
    family: "cogvideo",
    has: ["transformer_blocks_#_attn1_to_q | transformer_blocks_#_attn1_to_k"],
    shapes: { "transformer_blocks_#_attn1_to_q | transformer_blocks_#_attn1_to_k": "*, 1920|3072" },
    lacks: ["transformer_blocks_#_attn2"],
  },
  { ...lora, family: "kandinsky5", has: ["visual_transformer_blocks_#"] },
  { ...lora, family: "krea2", has: ["blocks_#_attn_gate"] },
  {
    ...lora,
    family: "cascade",
    has: ["down_blocks_#_#_attention_attn | up_blocks_#_#_attention_attn | down_blocks_#_#_channelwise"],
  },
  // text encoders alone: several families have the same
  { ...lora, family: "sd3", has: ["te3_encoder_block_#_layer"] },
  { ...lora, family: "flux", has: ["te2_encoder_block_#_layer"], or: ["chroma"] },
  { ...lora, family: "sdxl", has: ["te1_text_model_encoder_layers_#"], or: ["flux", "sd3"] },
];
