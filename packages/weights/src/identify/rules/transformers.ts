import type { Rule } from "../rule.ts";

const unet = { kind: "unet" } as const;
const doubles = "double_blocks.#.img_attn";
const singles = "single_blocks.#";

/**
 * Transformers that paint, in the names of their authors and in those of diffusers: the special before the general.
 * Sources: each network's own repository, ComfyUI `comfy/ldm`, diffusers `models/transformers`.
 */
export const transformerRules: readonly Rule[] = [
  { ...unet, family: "prx", has: ["blocks.#.attention.img_qkv_proj", "blocks.#.attention.txt_kv_proj"] },
  // Hunyuan
  {
    ...unet,
    family: "hunyuan-video",
    variant: "1.5",
    has: ["txt_in.individual_token_refiner | context_embedder.token_refiner", "vision_in | image_embedder"],
    shapes: { "img_in.proj | x_embedder.proj": "2048, 65|64|98, 1, 1, 1" },
  },
  {
    ...unet,
    family: "hunyuan-video",
    has: ["txt_in.individual_token_refiner | context_embedder.token_refiner"],
    shapes: {
      "img_in.proj | x_embedder.proj": "3072, 16|32|33, 1, 2, 2",
      "txt_in.input_embedder | context_embedder.proj_in": "3072, 4096",
    },
  },
  {
    ...unet,
    family: "hunyuan-image",
    has: ["txt_in.individual_token_refiner | context_embedder.token_refiner"],
    shapes: {
      "img_in.proj | x_embedder.proj": "3584|2048, 64|128, 1, 1",
      "txt_in.input_embedder | context_embedder.proj_in": "3584, 3584",
    },
  },
  // Flux and what was made of it
  {
    ...unet,
    family: "chroma",
    has: ["distilled_guidance_layer", `${doubles} | transformer_blocks.#.attn.add_k_proj`],
    shapes: { "txt_in | context_embedder": "3072, 4096" },
  },
  {
    ...unet,
    family: "flux2",
    has: ["double_stream_modulation_img", doubles],
    shapes: { txt_in: "3072|4096|6144, 7680|12288|15360" },
  },
  {
    ...unet,
    family: "flux2",
    has: ["double_stream_modulation_img", "single_transformer_blocks.#.attn.to_qkv_mlp_proj"],
    shapes: { context_embedder: "3072|4096|6144, 7680|12288|15360" },
  },
  {
    ...unet,
    family: "ovis",
    has: ["double_blocks.#.img_mlp.gate_proj | double_blocks.#.img_mlp.down_proj"],
  },
  { ...unet, family: "ovis", has: ["context_embedder_norm", "single_transformer_blocks.#"] },
  {
    ...unet,
    family: "longcat",
    has: [`${doubles} | single_transformer_blocks.#`, "txt_in.weight | context_embedder.weight"],
    shapes: { "txt_in | context_embedder": "3072, 3584" },
  },
  {
    ...unet,
    family: "bria",
    has: ["single_transformer_blocks.#", "context_embedder", "time_embed.timestep_embedder"],
    shapes: { context_embedder: "3072, 4096" },
  },
  {
    ...unet,
    family: "flux",
    variant: "fill",
    has: [`${doubles} | transformer_blocks.#.attn.add_k_proj`, "img_in | x_embedder"],
    shapes: { "img_in | x_embedder": "3072, 384", "txt_in.weight | context_embedder.weight": "3072, 4096" },
    proof: ["txt_in.weight | context_embedder.weight"],
  },
  {
    ...unet,
    family: "flux",
    variant: "control",
    has: [`${doubles} | transformer_blocks.#.attn.add_k_proj`, "img_in | x_embedder"],
    shapes: { "img_in | x_embedder": "3072, 128", "txt_in.weight | context_embedder.weight": "3072, 4096" },
    proof: ["txt_in.weight | context_embedder.weight"],
  },
  ...(["dev", "schnell"] as const).map(
    (variant): Rule => ({
      ...unet,
      family: "flux",
      variant,
      has: [
        `${doubles} | transformer_blocks.#.attn.add_k_proj | transformer_blocks.#.attn.add_qkv_proj`,
        `${singles} | single_transformer_blocks.#`,
        "double_blocks.#.img_mod.lin | transformer_blocks.#.norm1_context.linear",
        ...(variant === "dev" ? ["guidance_in | time_text_embed.guidance_embedder"] : []),
      ],
      shapes: {
        "txt_in | context_embedder": "3072, 4096",
        "vector_in.in_layer | time_text_embed.text_embedder.linear_1": "3072, 768",
        "double_blocks.#.img_attn.qkv | single_transformer_blocks.#.attn.to_q": "9216|3072, 3072",
      },
      proof: ["vector_in | time_text_embed"],
    }),
  ),
  {
    ...unet,
    family: "hunyuan-3d",
    has: ["latent_in", "cond_in", doubles],
  },
  {
    ...unet,
    family: "hunyuan-3d",
    has: ["t_embedder.mlp.#", "x_embedder", "blocks.#.attn2.to_k"],
    lacks: ["y_embedder"],
  },
  // SD 3
  {
    ...unet,
    family: "sd3",
    variant: "3.5-large",
    has: ["joint_blocks.#.x_block | transformer_blocks.#.attn.add_k_proj", "context_embedder"],
    shapes: { context_embedder: "2432, 4096" },
  },
  {
    ...unet,
    family: "sd3",
    variant: "3.5-medium",
    has: ["joint_blocks.#.x_block.attn2 | transformer_blocks.#.attn2.to_k", "context_embedder"],
    shapes: { context_embedder: "1536, 4096" },
  },
  {
    ...unet,
    family: "sd3",
    variant: "medium",
    has: ["joint_blocks.#.x_block | transformer_blocks.#.attn.add_k_proj", "context_embedder"],
    shapes: { context_embedder: "1536, 4096", "pos_embed.proj | x_embedder.proj": "1536, 16, 2, 2" },
    proof: ["joint_blocks.#.x_block | pos_embed.proj"],
  },
  { ...unet, family: "sd3", has: ["joint_blocks.#.x_block", "joint_blocks.#.context_block"] },
  // Qwen-Image
  {
    ...unet,
    family: "qwen-image",
    has: ["transformer_blocks.#.img_mod.#", "transformer_blocks.#.attn.add_k_proj", "transformer_blocks.#.txt_mlp"],
    shapes: { txt_in: "3072, 3584", txt_norm: "3584", img_in: "3072, 64" },
  },
  // NextDiT
  {
    ...unet,
    family: "z-image",
    has: ["noise_refiner.#", "context_refiner.#", "layers.#.attention", "layers.#.adaLN_modulation.#"],
    shapes: {
      "cap_embedder.1": "3840, 2560",
      "layers.#.attention.qkv": "11520, 3840",
      "layers.#.attention.to_q": "3840, 3840",
    },
  },
  {
    ...unet,
    family: "lumina2",
    has: ["noise_refiner.#", "context_refiner.#", "layers.#"],
    shapes: {
      "cap_embedder.1 | time_caption_embed.caption_embedder.1": "2304, 2304",
      "layers.#.attention.qkv": "3840, 2304",
      "layers.#.attn.to_q": "2304, 2304",
    },
  },
  {
    ...unet,
    family: "omnigen2",
    has: ["time_caption_embed", "context_refiner.#", "ref_image_refiner.#"],
    shapes: { "time_caption_embed.caption_embedder.1": "2520, 2048" },
  },
  {
    ...unet,
    family: "lumina",
    has: ["layers.#.attn2 | layers.#.attention.wk_y", "layers.#"],
    shapes: { "layers.#.attn2.to_k": "*, 2048|4096", "layers.#.attention.wk_y": "*, 2048|4096" },
  },
  {
    ...unet,
    family: "omnigen",
    has: ["layers.#.self_attn.qkv_proj", "input_x_embedder | patch_embedding.input_image_proj"],
  },
  { ...unet, family: "omnigen", has: ["llm.layers.#.self_attn.qkv_proj", "input_x_embedder"] },
  {
    ...unet,
    family: "hunyuan-dit",
    has: ["mlp_t5.# | text_embedder.linear_1", "text_embedding_padding | style_embedder", "blocks.#.attn2"],
    shapes: { "x_embedder.proj | pos_embed.proj": "1408, 4, 2, 2" },
  },
  // Wan
  {
    ...unet,
    family: "wan",
    has: [
      "blocks.#.cross_attn.k | blocks.#.attn2.to_k",
      "blocks.#.modulation | blocks.#.scale_shift_table",
      "blocks.#.ffn.# | blocks.#.ffn.net",
    ],
    shapes: {
      patch_embedding: "1536|5120|3072",
      "text_embedding.0 | condition_embedder.text_embedder.linear_1": "1536|5120|3072, 4096",
      "blocks.#.cross_attn.k | blocks.#.attn2.to_k": "1536|5120|3072, 1536|5120|3072",
    },
  },
  // others
  {
    ...unet,
    family: "auraflow",
    has: [
      "double_layers.#.attn.w1k | joint_transformer_blocks.#",
      "cond_seq_linear | context_embedder | register_tokens",
    ],
    shapes: { "cond_seq_linear | context_embedder": "3072, 2048" },
  },
  {
    ...unet,
    family: "hidream",
    has: ["double_stream_blocks.#.block | caption_projection.#.linear", "t_embedder | p_embedder"],
    shapes: { "caption_projection.0.linear": "2560, 4096" },
  },
  {
    ...unet,
    family: "sana",
    has: [
      "attention_y_norm | caption_norm",
      "blocks.#.cross_attn | transformer_blocks.#.attn2",
      "blocks.#.mlp.inverted_conv | transformer_blocks.#.ff.conv_inverted",
    ],
  },
  { ...unet, family: "latte", has: ["temporal_transformer_blocks.#", "adaln_single", "caption_projection"] },
  {
    ...unet,
    family: "pixart",
    has: ["t_block.#", "y_embedder.y_proj", "blocks.#.cross_attn.kv_linear"],
    shapes: { "x_embedder.proj": "1152, 4, 2, 2" },
  },
  {
    ...unet,
    family: "pixart",
    has: ["adaln_single.emb", "caption_projection.linear_1", "pos_embed.proj", "transformer_blocks.#.attn2.to_k"],
    shapes: { "pos_embed.proj": "1152, 4, 2, 2", "caption_projection.linear_1": "1152, 4096" },
  },
  {
    ...unet,
    family: "allegro",
    has: ["adaln_single.emb", "caption_projection.linear_1", "transformer_blocks.#.attn2.to_k"],
    shapes: { "caption_projection.linear_1": "2304, 4096" },
  },
  {
    ...unet,
    family: "ltx",
    has: [
      "adaln_single.emb | time_embed.emb",
      "patchify_proj | proj_in",
      "transformer_blocks.#.attn2.to_k",
      "transformer_blocks.#.scale_shift_table",
    ],
    shapes: { "patchify_proj | proj_in": "2048|4096, 128", "transformer_blocks.#.attn2.to_k": "2048|4096, 2048|4096" },
  },
  {
    ...unet,
    family: "mochi",
    has: ["blocks.#.attn.k_norm_x | transformer_blocks.#.attn1.norm_added_q", "t5_yproj | time_embed.caption_proj"],
  },
  {
    ...unet,
    family: "cogvideo",
    has: ["patch_embed.text_proj", "transformer_blocks.#.norm1.linear", "transformer_blocks.#.attn1"],
    shapes: { "patch_embed.text_proj": "1920|3072, 4096" },
  },
  {
    ...unet,
    family: "cogview",
    has: ["patch_embed.text_proj", "time_condition_embed", "transformer_blocks.#.norm1.linear"],
    shapes: { "patch_embed.text_proj": "2560|4096, 4096" },
  },
  { ...unet, family: "anima", has: ["llm_adapter.blocks.#", "blocks.#.adaln_modulation_cross_attn"] },
  {
    ...unet,
    family: "cosmos",
    has: ["blocks.block0.blocks.# | blocks.#.adaln_modulation_cross_attn", "x_embedder.proj.#", "t_embedder"],
  },
  {
    ...unet,
    family: "cosmos",
    has: ["patch_embed.proj", "time_embed.t_embedder", "transformer_blocks.#.attn2"],
  },
  {
    ...unet,
    family: "krea2",
    has: ["txtfusion.projector | text_fusion.projector", "blocks.#.attn.gate | transformer_blocks.#"],
  },
  { ...unet, family: "ernie-image", has: ["layers.#.adaLN_sa_ln", "x_embedder.proj"] },
  { ...unet, family: "ideogram-4", has: ["embed_image_indicator", "llm_cond_proj"] },
  { ...unet, family: "glm-image", has: ["glyph_projector", "prior_projector", "transformer_blocks.#"] },
  {
    ...unet,
    family: "kandinsky5",
    has: ["pooled_text_embeddings.in_layer", "text_transformer_blocks.#", "visual_transformer_blocks.#"],
  },
  {
    ...unet,
    family: "easyanimate",
    has: [
      "text_proj_t5 | text_proj",
      "transformer_blocks.#.norm1.linear",
      "transformer_blocks.#.txt_ff | transformer_blocks.#.attn1.add_k_proj",
    ],
  },
  {
    ...unet,
    family: "cascade",
    variant: "stage-c",
    has: ["clip_txt_mapper | clip_txt_pooled_mapper", "down_blocks.#.#.mapper_crp | down_blocks.#.#.mapper_sca"],
  },
  {
    ...unet,
    family: "cascade",
    variant: "stage-b",
    has: ["clip_mapper | clip_txt_pooled_mapper", "effnet_mapper.# | down_blocks.#.#.channelwise"],
  },
  {
    ...unet,
    family: "wuerstchen",
    variant: "prior",
    has: ["cond_mapper.#", "blocks.#.attention.attn", "blocks.#.depthwise"],
  },
  { ...unet, family: "wuerstchen", variant: "decoder", has: ["effnet_mappers.#", "seq_proj | cond_mapper"] },
  {
    ...unet,
    family: "kandinsky2",
    variant: "prior",
    has: ["prd_embedding", "embedding_proj", "transformer_blocks.#.attn1"],
  },
  {
    ...unet,
    family: "unidiffuser",
    has: ["transformer.transformer_in_blocks.# | transformer_in_blocks.#", "clip_img_in | clip_img_out"],
  },
  { ...unet, family: "dit", has: ["transformer_blocks.#.norm1.emb.class_embedder", "pos_embed.proj"] },
  {
    ...unet,
    family: "stable-audio",
    has: ["transformer.rotary_pos_emb | global_proj | timestep_proj", "preprocess_conv", "postprocess_conv"],
  },
  { ...unet, family: "ace-step", has: ["genre_embedder | lyric_embs", "speaker_embedder | lyric_encoder"] },
];
