import type { Rule } from "../rule.ts";

const text = { kind: "textEncoder", family: "unknown" } as const;
const seen = { kind: "clipVision", family: "unknown" } as const;
const clip = "text_model.encoder.layers.#.self_attn";
const open = "transformer.resblocks.#.attn";
const tokens = "text_model.embeddings.token_embedding";
const llm = "layers.#.self_attn.q_proj | model.layers.#.self_attn.q_proj";

/** Encoders of text and of pictures. Sources: openai/CLIP, open_clip, transformers, ComfyUI `comfy/text_encoders`. */
export const encoderRules: readonly Rule[] = [
  {
    ...seen,
    architecture: "SigLIP",
    has: [
      "vision_model.encoder.layers.#.self_attn",
      "vision_model.head | vision_model.embeddings.patch_embedding.bias",
    ],
  },
  ...(
    [
      ["CLIP ViT-L", 1024],
      ["CLIP ViT-H", 1280],
      ["CLIP ViT-bigG", 1664],
      ["CLIP ViT-B", 768],
    ] as const
  ).flatMap(([architecture, width]): Rule[] => [
    {
      ...seen,
      architecture,
      has: ["vision_model.encoder.layers.#.self_attn"],
      shapes: {
        "vision_model.encoder.layers.#.self_attn.q_proj": `${width}, ${width}`,
        "vision_model.embeddings.class_embedding": `${width}`,
      },
      lacks: ["text_model.encoder"],
      proof: ["vision_model.encoder.layers.#.self_attn.q_proj"],
    },
    {
      ...seen,
      architecture,
      has: ["visual.transformer.resblocks.#"],
      shapes: { "visual.transformer.resblocks.#.attn.out_proj": `${width}, ${width}` },
      lacks: ["transformer.resblocks"],
      proof: ["visual.transformer.resblocks.#.attn.out_proj"],
    },
  ]),
  {
    ...seen,
    architecture: "DINOv2",
    has: ["encoder.layer.#.attention.attention", "encoder.layer.#.layer_scale1", "embeddings.patch_embeddings"],
  },
  ...(
    [
      ["CLIP-L", 768],
      ["OpenCLIP-H", 1024],
      ["OpenCLIP-bigG", 1280],
    ] as const
  ).map(
    ([architecture, width]): Rule => ({
      ...text,
      architecture,
      has: [`${clip} | ${open}`],
      shapes: {
        "text_model.encoder.layers.#.self_attn.q_proj | transformer.resblocks.#.attn.out_proj": `${width}, ${width}`,
        [`${tokens} | token_embedding`]: `*, ${width}`,
      },
    }),
  ),
  ...(
    [
      ["UMT5-XXL", "256384, 4096"],
      ["T5-XXL", "32128, 4096"],
      ["T5-XL", "32128, 2048"],
      ["T5-large", "32128, 1024"],
      ["T5-base", "32128, 768"],
      ["T5-small", "32128, 512"],
      ["UMT5-base", "256384, 768"],
      ["mT5-XL", "250112, 2048"],
    ] as const
  ).map(
    ([architecture, rows]): Rule => ({
      ...text,
      architecture,
      has: ["encoder.block.#.layer.#.SelfAttention"],
      shapes: { "shared | encoder.embed_tokens": rows },
    }),
  ),
  { ...text, architecture: "T5", has: ["encoder.block.#.layer.#.SelfAttention"] },
  { ...text, architecture: "T5 (GGUF)", has: ["enc.blk.#.attn_q"] },
  {
    ...text,
    architecture: "Qwen2.5-VL",
    has: [
      llm,
      "visual.blocks.#.attn.qkv | visual.merger",
      "layers.#.self_attn.q_proj.bias | model.layers.#.self_attn.q_proj.bias",
    ],
  },
  {
    ...text,
    architecture: "Qwen3",
    has: [llm, "layers.#.self_attn.q_norm"],
    shapes: { embed_tokens: "151936, 1024|2048|2560|4096|5120" },
  },
  {
    ...text,
    architecture: "Gemma 2",
    has: [llm, "layers.#.pre_feedforward_layernorm"],
    shapes: { embed_tokens: "256000, 2304|3584" },
  },
  {
    ...text,
    architecture: "Gemma 3",
    has: [llm, "layers.#.pre_feedforward_layernorm", "layers.#.self_attn.q_norm"],
    shapes: { embed_tokens: "262144|262208" },
  },
  { ...text, architecture: "Gemma", has: [llm], shapes: { embed_tokens: "256000, 2048" }, proof: ["embed_tokens"] },
  {
    ...text,
    architecture: "Qwen2.5",
    has: [llm, "layers.#.self_attn.q_proj.bias | model.layers.#.self_attn.q_proj.bias"],
    shapes: { embed_tokens: "151936|152064|151655" },
  },
  {
    ...text,
    architecture: "Llama 3",
    has: [llm, "layers.#.mlp.gate_proj"],
    shapes: { embed_tokens: "128256|128320, 2048|3072|4096" },
    proof: ["embed_tokens"],
  },
  {
    ...text,
    architecture: "Mistral",
    has: [llm, "layers.#.mlp.gate_proj"],
    shapes: { embed_tokens: "131072|32000|32768, 4096|5120" },
    proof: ["embed_tokens"],
  },
  {
    ...text,
    architecture: "ChatGLM",
    has: ["encoder.layers.#.self_attention.query_key_value", "embedding.word_embeddings"],
  },
  { ...text, architecture: "BERT", has: ["encoder.layer.#.attention.self.query", "embeddings.word_embeddings"] },
  {
    ...text,
    architecture: "language model",
    has: [llm, "layers.#.mlp.gate_proj | layers.#.mlp.up_proj | layers.#.mlp.gate_up_proj"],
  },
];
