import type { NodeTable } from "./node-row.ts";

const tiles = "mode_type tile_width tile_height mask_blur tile_padding";
const seams =
  "seam_fix_mode seam_fix_denoise seam_fix_width seam_fix_mask_blur seam_fix_padding force_uniform_tiles tiled_decode";
const sampling = "seed steps cfg sampler_name scheduler denoise";

/** Nodes that save, enlarge and sample, of packs that have few. */
export const packs: NodeTable = {
  UltimateSDUpscale: { widgets: `upscale_by ${sampling} ${tiles} ${seams}`, outputs: "image", does: "sampleLarger" },
  UltimateSDUpscaleNoUpscale: {
    widgets: `${sampling} ${tiles} ${seams}`,
    outputs: "image",
    does: "detail",
    inputs: { image: "upscaled_image" },
  },
  UltimateSDUpscaleCustomSample: {
    widgets: `upscale_by ${sampling} ${tiles} ${seams}`,
    outputs: "image",
    does: "sampleLarger",
  },
  NNLatentUpscale: { widgets: "version upscale", outputs: "latent", does: "upscale", inputs: { scale: "upscale" } },
  LatentUpscaler: { widgets: "latent_ver scale_factor", outputs: "latent", does: "upscale" },
  "Latent Upscale by Factor (WAS)": {
    widgets: "mode factor align",
    outputs: "latent",
    does: "upscale",
    inputs: { scale: "factor", upscaleMethod: "mode" },
  },
  "KSampler (WAS)": { widgets: "steps cfg sampler_name scheduler denoise", outputs: "latent", does: "sample" },
  "Load Lora": {
    widgets: "lora_name strength_model strength_clip",
    outputs: "model clip any",
    loras: { names: "lora_name", weights: "strength_model", clipWeights: "strength_clip" },
  },
  "Lora Loader": {
    widgets: "lora_name strength_model strength_clip",
    outputs: "model clip any",
    loras: { names: "lora_name", weights: "strength_model", clipWeights: "strength_clip" },
  },
  "Checkpoint Loader (Simple)": { widgets: "ckpt_name", outputs: "model clip vae any" },
  "Checkpoint Loader": { widgets: "config_name ckpt_name", outputs: "model clip vae any" },
  "Upscale Model Loader": { widgets: "model_name", outputs: "upscaleModel any" },
  ColorMatch: { widgets: "method strength", outputs: "image", inputs: { image: "image_target" } },
  "Image Sharpen": { outputs: "image" },
  "Image Levels Adjustment": { outputs: "image" },
  "Image Film Grain": { outputs: "image" },
  PreviewBridge: { outputs: "image any" },
  "Image Saver (From Pipe)": { does: "save" },
  "Image Save": { does: "save" },
  "Image Saver": { does: "save", inputs: { width: "", height: "" } },
  "Image Saver Simple": { does: "save" },
  "Save Image w/Metadata": { does: "save", inputs: { width: "", height: "" } },
  "CR Image Output": { does: "save" },
  SaveImageWithMetaData: { does: "save" },
  SDPromptSaver: { does: "save", inputs: { width: "", height: "" } },
  VHS_VideoCombine: { does: "save" },
  "easy imageSave": { does: "save" },
  ImageUpscaleWithModelBatched: { widgets: "per_batch", outputs: "image", does: "upscale" },
  ImageResizeKJ: {
    widgets: "width height upscale_method keep_proportion divisible_by crop",
    outputs: "image width height",
    does: "upscale",
  },
  "ImageResize+": {
    widgets: "width height interpolation method condition multiple_of",
    outputs: "image width height",
    does: "upscale",
    inputs: { upscaleMethod: "interpolation" },
  },
  EmptyLatentImagePresets: {
    widgets: "dimensions invert batch_size",
    outputs: "latent width height",
    size: { chosen: "dimensions", swappedIf: "invert" },
  },
  "SDXLEmptyLatentSizePicker+": {
    widgets: "resolution batch_size width_override height_override",
    outputs: "latent width height",
    size: { chosen: "resolution", over: ["width_override", "height_override"] },
  },
  "CLIPTextEncodeSDXL+": {
    widgets: "width height size_cond_factor text",
    outputs: "conditioning",
    prompts: { conditioning: "text" },
  },
  BNK_CLIPTextEncodeAdvanced: {
    widgets: "text token_normalization weight_interpretation",
    outputs: "conditioning",
    prompts: { conditioning: "text" },
  },
  "smZ CLIPTextEncode": {
    widgets: "text parser",
    outputs: "conditioning",
    prompts: { conditioning: "text" },
  },
  CheckpointLoaderKJ: {
    widgets: "ckpt_name weight_dtype compute_dtype patch_cublaslinear sage_attention enable_fp16_accumulation",
    outputs: "model clip vae",
  },
  DiffusionModelLoaderKJ: {
    widgets: "model_name weight_dtype compute_dtype patch_cublaslinear sage_attention enable_fp16_accumulation",
    outputs: "model",
    inputs: { checkpoint: "model_name" },
  },
  VAELoaderKJ: { widgets: "vae_name device weight_dtype", outputs: "vae" },
};
