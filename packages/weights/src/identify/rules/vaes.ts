import type { Rule } from "../rule.ts";

const vae = { kind: "vae" } as const;
const small = { kind: "previewVae" } as const;
const latents = "decoder.conv_in";
const pixels = "decoder.conv_out | encoder.conv_in";
const resnets =
  "decoder.up.#.block.# | encoder.down.#.block.# | decoder.up_blocks.#.resnets.# | encoder.down_blocks.#.resnets.#";
const layers = "decoder.layers.#.conv.# | encoder.layers.#.conv.# | decoder.#.conv.# | encoder.#.conv.#";

/**
 * Autoencoders. What SD and SD XL have is built alike; no header tells them apart. Sources: CompVis `autoencoder`,
 * diffusers `models/autoencoders`, madebyollin/taesd, Wan-Video, ComfyUI `comfy/sd.py`.
 */
export const vaeRules: readonly Rule[] = [
  {
    ...vae,
    family: "wan",
    variant: "2.2",
    has: [
      "conv2 | post_quant_conv",
      "decoder.middle.#.residual | decoder.mid_block",
      "encoder.conv1 | encoder.conv_in",
    ],
    shapes: { "conv2 | post_quant_conv": "48, 48" },
    proof: ["conv2 | post_quant_conv"],
  },
  {
    ...vae,
    family: "wan",
    has: ["decoder.middle.#.residual", "encoder.downsamples.#"],
    shapes: { conv2: "16, 16, 1, 1, 1" },
    or: ["qwen-image"],
  },
  {
    ...vae,
    family: "qwen-image",
    has: [
      "decoder.mid_block.resnets.#.conv1",
      "decoder.up_blocks.#.resnets.#.norm1.gamma | decoder.mid_block.resnets.#.norm1.gamma",
    ],
    shapes: { post_quant_conv: "16, 16, 1, 1, 1" },
    or: ["wan"],
  },
  {
    ...vae,
    family: "ltx",
    has: ["per_channel_statistics | latents_mean", "decoder.up_blocks.#.res_blocks.# | decoder.up_blocks.#.resnets.#"],
    shapes: { "decoder.conv_in.conv": "*, 128" },
  },
  {
    ...vae,
    family: "hunyuan-video",
    has: ["decoder.conv_in.conv", "decoder.mid.attn_#.k | decoder.mid.attn_#.to_k | decoder.mid_block.attentions.#"],
    shapes: { "decoder.conv_in.conv": "*, 16|32" },
  },
  {
    ...vae,
    family: "cogvideo",
    has: ["decoder.conv_in.conv", "decoder.up_blocks.#.resnets.#.norm1.conv_y | decoder.up.#.block.#.norm1.conv_y"],
  },
  {
    ...vae,
    family: "mochi",
    has: ["decoder.blocks.#.#.stack.# | layers.#.layers.#.attn_block | decoder.block_in.resnets.#"],
  },
  {
    ...vae,
    family: "cosmos",
    has: [
      "decoder.unpatcher3d | encoder.patcher3d | decoder.unpatcher | decoder.conv_in.0.conv3d | decoder.conv_in.conv_s",
    ],
  },
  {
    ...vae,
    family: "svd",
    architecture: "AutoencoderKL, decoder over time",
    has: [
      "decoder.up_blocks.#.resnets.#.temporal_res_block | decoder.up.#.block.#.time_stack | decoder.time_conv_out | decoder.conv_out.time_mix_conv",
    ],
  },
  { ...vae, family: "allegro", has: ["decoder.up_blocks.#.temp_convs.#"] },
  { ...vae, family: "cascade", variant: "stage-a", architecture: "VQ", has: ["vquantizer.codebook"] },
  { ...vae, family: "cascade", architecture: "effnet encoder", has: ["backbone.#.#.block", "mapper.#"] },
  { ...vae, family: "wuerstchen", architecture: "VQ", has: ["vquantizer.codebook", "down_blocks.#"] },
  {
    ...vae,
    family: "kandinsky2",
    architecture: "MoVQ",
    has: [
      "quantize.embedding",
      "decoder.up_blocks.#.resnets.#.norm1.norm_layer | decoder.up.#.block.#.norm1.norm_layer",
    ],
  },
  {
    ...vae,
    family: "sana",
    architecture: "DC-AE",
    has: ["decoder.stages.#.op_list.# | decoder.up_blocks.#.#.conv_inverted | decoder.up_blocks.#.#.conv"],
    shapes: { "decoder.conv_in | decoder.project_in.conv | decoder.project_in.main.conv": "*, 32|128" },
  },
  { ...vae, family: "hunyuan-image", has: [resnets, latents], shapes: { [latents]: "*, 64" } },
  { ...vae, family: "flux2", has: ["bn.running_mean | bn", resnets] },
  { ...vae, family: "flux2", has: [resnets, latents], shapes: { [latents]: "*, 32, 3, 3" } },
  {
    ...vae,
    family: "sd3",
    has: [resnets, latents, "quant_conv | post_quant_conv"],
    shapes: { [latents]: "*, 16, 3, 3" },
  },
  { ...vae, family: "flux", has: [resnets, latents], shapes: { [latents]: "*, 16, 3, 3" }, or: ["sd3"] },
  { ...vae, family: "sd1", architecture: "AutoencoderKL, asymmetric", has: [resnets, "decoder.condition_encoder"] },
  {
    ...vae,
    family: "sd1",
    architecture: "consistency decoder",
    has: [
      "down.#.#.f_1 | blocks.#.#.gn_# | down_blocks.#.resnets.#.time_emb_proj | decoder_unet",
      "embed_image | embed_time | encoder | decoder_unet",
    ],
  },
  {
    ...vae,
    family: "sd1",
    architecture: "VQ",
    has: [resnets, "quantize.embedding", "quant_conv"],
    shapes: { [latents]: "*, 3|4, 3, 3" },
  },
  {
    ...vae,
    family: "sd1",
    has: [resnets, latents],
    shapes: { [latents]: "*, 4, 3, 3", [pixels]: "3|128, *, 3, 3" },
    or: ["sdxl"],
  },
  {
    ...vae,
    family: "hunyuan-image",
    has: ["decoder.up_blocks.#.conv2", "encoder.down_blocks.#.conv1"],
    shapes: { [latents]: "*, 64, 3, 3" },
  },
  { ...vae, family: "unknown", has: [resnets, latents], or: [] },
  {
    ...vae,
    family: "cascade",
    variant: "stage-a",
    architecture: "VQ",
    has: ["in_block.#", "up_blocks.#.depthwise.#", "out_block.#"],
  },
  { ...vae, family: "stable-audio", has: ["decoder.layers.#.layers.#", "encoder.layers.#.layers.#"] },
  { ...vae, family: "stable-audio", has: ["decoder.block.#.conv_t1", "encoder.block.#.conv1"] },

  { ...small, family: "unknown", architecture: "VAE-approx", has: ["conv1", "conv8"], shapes: { conv1: "8, 4, 7, 7" } },
  {
    ...small,
    family: "flux2",
    architecture: "TAESD",
    has: [layers],
    shapes: { "decoder.layers.0 | decoder.1 | decoder.layers.1": "64|96, 32, 3, 3" },
    proof: ["decoder.layers.0 | decoder.1"],
  },
  {
    ...small,
    family: "flux",
    architecture: "TAESD",
    has: [layers],
    shapes: { "decoder.layers.0 | decoder.1 | decoder.layers.1": "64, 16, 3, 3" },
    or: ["sd3"],
  },
  {
    ...small,
    family: "sd1",
    architecture: "TAESD",
    has: [layers],
    shapes: { "decoder.layers.0 | decoder.1 | decoder.layers.1": "64, 4, 3, 3" },
    or: ["sdxl"],
  },
  {
    ...small,
    family: "flux",
    architecture: "TAESD",
    has: ["#.conv.#"],
    shapes: { "1": "*, 16, 3, 3", "14": "16" },
    or: ["sd3"],
    proof: ["1"],
  },
  {
    ...small,
    family: "sd1",
    architecture: "TAESD",
    has: ["#.conv.#"],
    shapes: { "1": "*, 4|64, 3, 3" },
    or: ["sdxl"],
  },
];
