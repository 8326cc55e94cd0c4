import type { Rule } from "../rule.ts";

const ldmText = "input_blocks.#.#.transformer_blocks.#.attn2.to_k";
const downText = "down_blocks.#.attentions.#.transformer_blocks.#.attn2.to_k";
/** The text's keys, in LDM's names and in those of diffusers. */
const text = `${ldmText} | output_blocks.#.#.transformer_blocks.#.attn2.to_k | ${downText} | up_blocks.#.attentions.#.transformer_blocks.#.attn2.to_k`;
const head = "input_blocks | down_blocks";
const first = "input_blocks.0.0.weight | conv_in.weight";
/** What SDXL is told beside the text. */
const sizes = "label_emb.0.0.weight | add_embedding.linear_1.weight";
const deep =
  "input_blocks.8.1.transformer_blocks.9 | input_blocks.7.1.transformer_blocks.9 | middle_block.1.transformer_blocks.9 | output_blocks.0.1.transformer_blocks.9 | down_blocks.2.attentions.1.transformer_blocks.9 | mid_block.attentions.0.transformer_blocks.9";

const unet = { kind: "unet" } as const;

/** Channels that go in tell what is painted from beside noise: a mask and a picture, a picture to edit, depth. */
const inputs = (channels: number) => ({ [first]: `*, ${channels}` });

/**
 * Networks that are U-shaped and built of residual blocks, in LDM's names and in those of diffusers. Sources: CompVis
 * latent-diffusion `openaimodel`, Stability-AI generative-models, diffusers `UNet2DConditionModel` and its configurations.
 */
export const unetRules: readonly Rule[] = [
  { ...unet, family: "kandinsky3", has: ["down_blocks.#.resnets_in.#", "time_embedding"] },
  {
    ...unet,
    family: "svd",
    has: [`${head}`, "input_blocks.#.#.time_stack | down_blocks.#.resnets.#.temporal_res_block"],
    shapes: { [first]: "320, 8" },
  },
  {
    ...unet,
    family: "kolors",
    has: [head, "encoder_hid_proj"],
    shapes: { encoder_hid_proj: "2048, 4096" },
  },
  {
    ...unet,
    family: "kolors",
    has: [head, sizes],
    shapes: { [sizes]: "*, 5632", [text]: "*, 2048" },
  },
  {
    ...unet,
    family: "zero123",
    has: [head, "cc_projection"],
    shapes: { cc_projection: "768, 772" },
  },
  {
    ...unet,
    family: "deepfloyd-if",
    has: [head, "add_embedding.pool | encoder_pooling", "encoder_hid_proj | encoder_proj | encoder_pooling"],
  },
  {
    ...unet,
    family: "kandinsky2",
    has: [head, "add_embedding.image_norm | encoder_hid_proj.image_embeds | ln_model_n"],
  },
  {
    ...unet,
    family: "sdxl-refiner",
    variant: "refiner",
    has: [head, `${sizes} | ${text}`],
    shapes: { [sizes]: "1536, 2560", [text]: "*, 1280", [first]: "384, 4" },
  },
  ...(
    [
      ["sdxl-inpaint", "inpaint", 9],
      ["sdxl-pix2pix", "pix2pix", 8],
    ] as const
  ).map(
    ([family, variant, channels]): Rule => ({
      ...unet,
      family,
      variant,
      has: [head, first, text],
      shapes: { [text]: "*, 2048", ...inputs(channels) },
    }),
  ),
  { ...unet, family: "playground", has: [head, "edm_mean | edm_vpred.sigma_max"], shapes: { [text]: "*, 2048" } },
  {
    ...unet,
    family: "sdxl",
    has: [head, text, deep],
    shapes: { [text]: "*, 2048", [sizes]: "1280, 2816", ...inputs(4) },
    proof: [first, sizes],
  },
  {
    ...unet,
    family: "ssd-1b",
    has: [head, text, "output_blocks.3.1.transformer_blocks.1 | up_blocks.1.attentions.0.transformer_blocks.1"],
    lacks: ["middle_block.1 | mid_block.attentions", deep],
    shapes: { [text]: "*, 2048" },
  },
  {
    ...unet,
    family: "segmind-vega",
    has: [head, text],
    lacks: ["middle_block.1 | mid_block.attentions", deep],
    shapes: { [text]: "*, 2048" },
  },
  {
    ...unet,
    family: "sdxl",
    has: [head, text, sizes],
    shapes: { [text]: "*, 2048", [sizes]: "1280, 2816", ...inputs(4) },
    or: ["ssd-1b", "segmind-vega"],
  },
  {
    ...unet,
    family: "sd2-unclip",
    has: [head, "label_emb | class_embedding"],
    shapes: { "label_emb.0.0 | class_embedding.linear_1": "1280, 1536|2048", [text]: "*, 1024" },
  },
  ...(
    [
      ["sd2-inpaint", "inpaint", 9],
      ["sd2-depth", "depth", 5],
    ] as const
  ).map(
    ([family, variant, channels]): Rule => ({
      ...unet,
      family,
      variant,
      has: [head, first, text],
      shapes: { [text]: "*, 1024", ...inputs(channels) },
    }),
  ),
  { ...unet, family: "sd2", has: [head, text, first], shapes: { [text]: "*, 1024", ...inputs(4) } },
  ...(
    [
      ["sd1-inpaint", "inpaint", 9],
      ["sd1-pix2pix", "pix2pix", 8],
    ] as const
  ).map(
    ([family, variant, channels]): Rule => ({
      ...unet,
      family,
      variant,
      ...(family === "sd1-pix2pix" ? { or: ["zero123"] } : {}),
      has: [head, first, text],
      shapes: { [text]: "*, 768", ...inputs(channels) },
    }),
  ),
  {
    ...unet,
    family: "sd1-small",
    has: [head, text],
    lacks: ["middle_block.1 | mid_block.attentions"],
    shapes: { [text]: "*, 768", ...inputs(4) },
  },
  {
    ...unet,
    family: "sd1",
    has: [head, text],
    shapes: { [text]: "*, 768", ...inputs(4) },
    proof: [first, "middle_block.1 | mid_block.attentions"],
  },
];
