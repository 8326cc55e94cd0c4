/** Widths and depths of an LDM checkpoint, in the words of its `.yaml`. */
export interface LdmWidths {
  readonly unet: {
    readonly inChannels: number;
    readonly outChannels: number;
    readonly modelChannels: number;
    readonly channelMult: readonly number[];
    readonly numResBlocks: number;
    /** Downsampling factors that have a transformer: [1, 2, 4] for SD1.x. */
    readonly attentionResolutions: readonly number[];
    /** Layers of each transformer; a number per level where they differ, the deepest level's for the middle. */
    readonly transformerDepth: number | readonly number[];
    readonly contextDim: number;
    /** Whether the transformers' projections are matrices, as in SD 2.x and XL, or 1×1 convolutions. */
    readonly hasLinearProjections?: boolean;
    /** Width of the label that XL's UNets are told. */
    readonly labelWidth?: number;
  };
  readonly vae: {
    readonly ch: number;
    readonly chMult: readonly number[];
    readonly numResBlocks: number;
    readonly zChannels: number;
    readonly embedDim: number;
  };
  readonly text: readonly TextWidths[];
}

interface TextWidths {
  readonly kind: "clip" | "open-clip";
  /** What its names begin with. */
  readonly root: string;
  readonly width: number;
  readonly layers: number;
  readonly positions: number;
  readonly vocabulary: number;
  /** Width of its pooled vector, where it has one. */
  readonly projection?: number;
}

const clip = { positions: 77, vocabulary: 49408 };
const vitL = { ...clip, width: 768, layers: 12 };
const bigG = { ...clip, width: 1280, layers: 32, projection: 1280 };

/** Stable Diffusion 1.5. Source: CompVis `v1-inference.yaml`; openai/clip-vit-large-patch14. */
export const sd15Widths: LdmWidths = {
  unet: {
    inChannels: 4,
    outChannels: 4,
    modelChannels: 320,
    channelMult: [1, 2, 4, 4],
    numResBlocks: 2,
    attentionResolutions: [4, 2, 1],
    transformerDepth: 1,
    contextDim: 768,
  },
  vae: { ch: 128, chMult: [1, 2, 4, 4], numResBlocks: 2, zChannels: 4, embedDim: 4 },
  text: [{ kind: "clip", root: "cond_stage_model.transformer.text_model.", ...vitL }],
};

/** Stable Diffusion 2.1. Source: Stability-AI/stablediffusion `v2-inference-v.yaml`; OpenCLIP ViT-H-14, less its last layer. */
export const sd2Widths: LdmWidths = {
  unet: { ...sd15Widths.unet, contextDim: 1024, hasLinearProjections: true },
  vae: sd15Widths.vae,
  text: [{ kind: "open-clip", root: "cond_stage_model.model.", ...clip, width: 1024, layers: 24, projection: 1024 }],
};

/** Stable Diffusion XL. Source: Stability-AI/generative-models `sd_xl_base.yaml`; OpenCLIP ViT-bigG-14. */
export const sdxlWidths: LdmWidths = {
  unet: {
    ...sd15Widths.unet,
    channelMult: [1, 2, 4],
    attentionResolutions: [4, 2],
    transformerDepth: [1, 2, 10],
    contextDim: 2048,
    hasLinearProjections: true,
    labelWidth: 2816,
  },
  vae: sd15Widths.vae,
  text: [
    { kind: "clip", root: "conditioner.embedders.0.transformer.text_model.", ...vitL },
    { kind: "open-clip", root: "conditioner.embedders.1.model.", ...bigG },
  ],
};

/** Stable Diffusion XL refiner. Source: Stability-AI/generative-models `sd_xl_refiner.yaml`. */
export const sdxlRefinerWidths: LdmWidths = {
  unet: {
    ...sdxlWidths.unet,
    modelChannels: 384,
    channelMult: [1, 2, 4, 4],
    transformerDepth: 4,
    contextDim: 1280,
    labelWidth: 2560,
  },
  vae: sd15Widths.vae,
  text: [{ kind: "open-clip", root: "conditioner.embedders.0.model.", ...bigG }],
};

/** Name and shape of a tensor that a checkpoint must have. */
export interface TensorSpec {
  readonly name: string;
  readonly shape: readonly number[];
}

type Emit = (name: string, ...shape: number[]) => void;

const withBias = (emit: Emit, name: string, ...shape: number[]) => {
  emit(`${name}.weight`, ...shape);
  emit(`${name}.bias`, shape[0] ?? 0);
};
const norm = (emit: Emit, name: string, channels: number) => {
  emit(`${name}.weight`, channels);
  emit(`${name}.bias`, channels);
};

function unetTensors(emit: Emit, { unet }: LdmWidths): void {
  const embed = unet.modelChannels * 4;
  withBias(emit, "time_embed.0", embed, unet.modelChannels);
  withBias(emit, "time_embed.2", embed, embed);
  if (unet.labelWidth !== undefined) {
    withBias(emit, "label_emb.0.0", embed, unet.labelWidth);
    withBias(emit, "label_emb.0.2", embed, embed);
  }
  const depths = unet.transformerDepth;
  const depthAt = (level: number) => (typeof depths === "number" ? depths : (depths[level] ?? 1));
  const kernel = unet.hasLinearProjections ? [] : [1, 1];

  const res = (path: string, from: number, to: number) => {
    norm(emit, `${path}.in_layers.0`, from);
    withBias(emit, `${path}.in_layers.2`, to, from, 3, 3);
    withBias(emit, `${path}.emb_layers.1`, to, embed);
    norm(emit, `${path}.out_layers.0`, to);
    withBias(emit, `${path}.out_layers.3`, to, to, 3, 3);
    if (from !== to) withBias(emit, `${path}.skip_connection`, to, from, 1, 1);
  };
  const transformer = (path: string, width: number, depth: number) => {
    norm(emit, `${path}.norm`, width);
    withBias(emit, `${path}.proj_in`, width, width, ...kernel);
    for (let i = 0; i < depth; i++) {
      const block = `${path}.transformer_blocks.${i}`;
      for (const [attn, context] of [
        ["attn1", width],
        ["attn2", unet.contextDim],
      ] as const) {
        emit(`${block}.${attn}.to_q.weight`, width, width);
        emit(`${block}.${attn}.to_k.weight`, width, context);
        emit(`${block}.${attn}.to_v.weight`, width, context);
        withBias(emit, `${block}.${attn}.to_out.0`, width, width);
      }
      withBias(emit, `${block}.ff.net.0.proj`, width * 8, width);
      withBias(emit, `${block}.ff.net.2`, width, width * 4);
      for (const n of ["norm1", "norm2", "norm3"]) norm(emit, `${block}.${n}`, width);
    }
    withBias(emit, `${path}.proj_out`, width, width, ...kernel);
  };

  const levels = unet.channelMult.length;
  const isAttended = (level: number) => unet.attentionResolutions.includes(2 ** level);
  let channels = unet.modelChannels;
  let index = 0;
  withBias(emit, "input_blocks.0.0", channels, unet.inChannels, 3, 3);
  const skips = [channels];
  unet.channelMult.forEach((mult, level) => {
    for (let i = 0; i < unet.numResBlocks; i++) {
      res(`input_blocks.${++index}.0`, channels, mult * unet.modelChannels);
      channels = mult * unet.modelChannels;
      if (isAttended(level)) transformer(`input_blocks.${index}.1`, channels, depthAt(level));
      skips.push(channels);
    }
    if (level < levels - 1) {
      withBias(emit, `input_blocks.${++index}.0.op`, channels, channels, 3, 3);
      skips.push(channels);
    }
  });
  res("middle_block.0", channels, channels);
  transformer("middle_block.1", channels, depthAt(levels - 1));
  res("middle_block.2", channels, channels);
  index = 0;
  for (let level = levels - 1; level >= 0; level--)
    for (let i = 0; i <= unet.numResBlocks; i++) {
      const out = (unet.channelMult[level] ?? 1) * unet.modelChannels;
      res(`output_blocks.${index}.0`, channels + (skips.pop() ?? 0), out);
      channels = out;
      let module = 1;
      if (isAttended(level)) transformer(`output_blocks.${index}.${module++}`, channels, depthAt(level));
      if (level > 0 && i === unet.numResBlocks)
        withBias(emit, `output_blocks.${index}.${module}.conv`, channels, channels, 3, 3);
      index++;
    }
  norm(emit, "out.0", channels);
  withBias(emit, "out.2", unet.outChannels, channels, 3, 3);
}

function vaeTensors(emit: Emit, { vae }: LdmWidths): void {
  const res = (path: string, from: number, to: number) => {
    norm(emit, `${path}.norm1`, from);
    withBias(emit, `${path}.conv1`, to, from, 3, 3);
    norm(emit, `${path}.norm2`, to);
    withBias(emit, `${path}.conv2`, to, to, 3, 3);
    if (from !== to) withBias(emit, `${path}.nin_shortcut`, to, from, 1, 1);
  };
  const middle = (part: string, width: number) => {
    res(`${part}.mid.block_1`, width, width);
    norm(emit, `${part}.mid.attn_1.norm`, width);
    for (const n of ["q", "k", "v", "proj_out"]) withBias(emit, `${part}.mid.attn_1.${n}`, width, width, 1, 1);
    res(`${part}.mid.block_2`, width, width);
  };
  const widths = vae.chMult.map((mult) => mult * vae.ch);
  const deepest = widths.at(-1) ?? vae.ch;
  withBias(emit, "encoder.conv_in", vae.ch, 3, 3, 3);
  let channels = vae.ch;
  widths.forEach((width, level) => {
    for (let i = 0; i < vae.numResBlocks; i++) {
      res(`encoder.down.${level}.block.${i}`, channels, width);
      channels = width;
    }
    if (level < widths.length - 1) withBias(emit, `encoder.down.${level}.downsample.conv`, channels, channels, 3, 3);
  });
  middle("encoder", channels);
  norm(emit, "encoder.norm_out", channels);
  withBias(emit, "encoder.conv_out", vae.zChannels * 2, channels, 3, 3);
  withBias(emit, "quant_conv", vae.embedDim * 2, vae.zChannels * 2, 1, 1);
  withBias(emit, "post_quant_conv", vae.zChannels, vae.embedDim, 1, 1);
  channels = deepest;
  withBias(emit, "decoder.conv_in", channels, vae.zChannels, 3, 3);
  middle("decoder", channels);
  for (let level = widths.length - 1; level >= 0; level--) {
    for (let i = 0; i <= vae.numResBlocks; i++) {
      res(`decoder.up.${level}.block.${i}`, channels, widths[level] ?? 0);
      channels = widths[level] ?? 0;
    }
    if (level > 0) withBias(emit, `decoder.up.${level}.upsample.conv`, channels, channels, 3, 3);
  }
  norm(emit, "decoder.norm_out", channels);
  withBias(emit, "decoder.conv_out", 3, channels, 3, 3);
}

function clipTensors(emit: Emit, { width, layers, positions, vocabulary }: TextWidths): void {
  emit("embeddings.token_embedding.weight", vocabulary, width);
  emit("embeddings.position_embedding.weight", positions, width);
  for (let i = 0; i < layers; i++) {
    const layer = `encoder.layers.${i}`;
    for (const n of ["q_proj", "k_proj", "v_proj", "out_proj"]) withBias(emit, `${layer}.self_attn.${n}`, width, width);
    norm(emit, `${layer}.layer_norm1`, width);
    norm(emit, `${layer}.layer_norm2`, width);
    withBias(emit, `${layer}.mlp.fc1`, width * 4, width);
    withBias(emit, `${layer}.mlp.fc2`, width, width * 4);
  }
  norm(emit, "final_layer_norm", width);
}

function openClipTensors(emit: Emit, { width, layers, positions, vocabulary, projection }: TextWidths): void {
  emit("token_embedding.weight", vocabulary, width);
  emit("positional_embedding", positions, width);
  for (let i = 0; i < layers; i++) {
    const layer = `transformer.resblocks.${i}`;
    emit(`${layer}.attn.in_proj_weight`, width * 3, width);
    emit(`${layer}.attn.in_proj_bias`, width * 3);
    withBias(emit, `${layer}.attn.out_proj`, width, width);
    norm(emit, `${layer}.ln_1`, width);
    norm(emit, `${layer}.ln_2`, width);
    withBias(emit, `${layer}.mlp.c_fc`, width * 4, width);
    withBias(emit, `${layer}.mlp.c_proj`, width, width * 4);
  }
  norm(emit, "ln_final", width);
  if (projection !== undefined) emit("text_projection", width, projection);
}

/**
 * Every tensor that a single-file checkpoint of these widths holds, under LDM's names (SGM's for XL). For benchmarks and
 * tests that need a checkpoint of a given size without anybody's weights.
 *
 * Source: CompVis and SGM `openaimodel.UNetModel`; CompVis `model.Encoder`, `model.Decoder`; Hugging Face
 * `CLIPTextModel`; OpenCLIP `TextTransformer`.
 */
export function ldmTensors(widths: LdmWidths): TensorSpec[] {
  const specs: TensorSpec[] = [];
  const below =
    (prefix: string): Emit =>
    (name, ...shape) =>
      specs.push({ name: prefix + name, shape });
  unetTensors(below("model.diffusion_model."), widths);
  vaeTensors(below("first_stage_model."), widths);
  for (const text of widths.text) (text.kind === "clip" ? clipTensors : openClipTensors)(below(text.root), text);
  return specs;
}
