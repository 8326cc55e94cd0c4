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
    readonly transformerDepth: number;
    readonly contextDim: number;
  };
  readonly vae: {
    readonly ch: number;
    readonly chMult: readonly number[];
    readonly numResBlocks: number;
    readonly zChannels: number;
    readonly embedDim: number;
  };
  readonly text: {
    readonly width: number;
    readonly layers: number;
    readonly positions: number;
    readonly vocabulary: number;
  };
}

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
  text: { width: 768, layers: 12, positions: 77, vocabulary: 49408 },
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

  const res = (path: string, from: number, to: number) => {
    norm(emit, `${path}.in_layers.0`, from);
    withBias(emit, `${path}.in_layers.2`, to, from, 3, 3);
    withBias(emit, `${path}.emb_layers.1`, to, embed);
    norm(emit, `${path}.out_layers.0`, to);
    withBias(emit, `${path}.out_layers.3`, to, to, 3, 3);
    if (from !== to) withBias(emit, `${path}.skip_connection`, to, from, 1, 1);
  };
  const transformer = (path: string, width: number) => {
    norm(emit, `${path}.norm`, width);
    withBias(emit, `${path}.proj_in`, width, width, 1, 1);
    for (let i = 0; i < unet.transformerDepth; i++) {
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
    withBias(emit, `${path}.proj_out`, width, width, 1, 1);
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
      if (isAttended(level)) transformer(`input_blocks.${index}.1`, channels);
      skips.push(channels);
    }
    if (level < levels - 1) {
      withBias(emit, `input_blocks.${++index}.0.op`, channels, channels, 3, 3);
      skips.push(channels);
    }
  });
  res("middle_block.0", channels, channels);
  transformer("middle_block.1", channels);
  res("middle_block.2", channels, channels);
  index = 0;
  for (let level = levels - 1; level >= 0; level--)
    for (let i = 0; i <= unet.numResBlocks; i++) {
      const out = (unet.channelMult[level] ?? 1) * unet.modelChannels;
      res(`output_blocks.${index}.0`, channels + (skips.pop() ?? 0), out);
      channels = out;
      let module = 1;
      if (isAttended(level)) transformer(`output_blocks.${index}.${module++}`, channels);
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

function textTensors(emit: Emit, { text }: LdmWidths): void {
  const { width } = text;
  emit("embeddings.token_embedding.weight", text.vocabulary, width);
  emit("embeddings.position_embedding.weight", text.positions, width);
  for (let i = 0; i < text.layers; i++) {
    const layer = `encoder.layers.${i}`;
    for (const n of ["q_proj", "k_proj", "v_proj", "out_proj"]) withBias(emit, `${layer}.self_attn.${n}`, width, width);
    norm(emit, `${layer}.layer_norm1`, width);
    norm(emit, `${layer}.layer_norm2`, width);
    withBias(emit, `${layer}.mlp.fc1`, width * 4, width);
    withBias(emit, `${layer}.mlp.fc2`, width, width * 4);
  }
  norm(emit, "final_layer_norm", width);
}

/**
 * Every tensor that an SD 1.x single-file checkpoint of these widths holds, under LDM's names. For benchmarks and
 * tests that need a checkpoint of a given size without anybody's weights.
 *
 * Source: CompVis `openaimodel.UNetModel`, `model.Encoder`, `model.Decoder`; Hugging Face `CLIPTextModel`.
 */
export function ldmTensors(widths: LdmWidths): TensorSpec[] {
  const specs: TensorSpec[] = [];
  const below =
    (prefix: string): Emit =>
    (name, ...shape) =>
      specs.push({ name: prefix + name, shape });
  unetTensors(below("model.diffusion_model."), widths);
  vaeTensors(below("first_stage_model."), widths);
  textTensors(below("cond_stage_model.transformer.text_model."), widths);
  return specs;
}
