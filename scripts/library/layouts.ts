/** Names and shapes of public models, as their makers' classes give them. No weight is needed to have a true header. */
export type Layout = ReadonlyMap<string, readonly number[]>;

type Add = (name: string, ...shape: number[]) => void;

function layout(write: (add: Add) => void): Layout {
  const made = new Map<string, readonly number[]>();
  write((name, ...shape) => made.set(name, shape));
  return made;
}

const norm = (add: Add, name: string, width: number) => {
  add(`${name}.weight`, width);
  add(`${name}.bias`, width);
};
const linear = (add: Add, name: string, out: number, from: number) => {
  add(`${name}.weight`, out, from);
  add(`${name}.bias`, out);
};
const conv = (add: Add, name: string, out: number, from: number, kernel: number) => {
  add(`${name}.weight`, out, from, kernel, kernel);
  add(`${name}.bias`, out);
};

interface Unet {
  readonly context: number;
  /** Channels of each level, and how deep its transformers are. */
  readonly levels: readonly (readonly [channels: number, depth: number])[];
  readonly middleDepth: number;
  readonly isXl: boolean;
}
const sd1Unet: Unet = {
  context: 768,
  middleDepth: 1,
  isXl: false,
  levels: [
    [320, 1],
    [640, 1],
    [1280, 1],
    [1280, 0],
  ],
};
const sdxlUnet: Unet = {
  context: 2048,
  middleDepth: 10,
  isXl: true,
  levels: [
    [320, 0],
    [640, 2],
    [1280, 10],
  ],
};

function resBlock(add: Add, name: string, from: number, to: number): void {
  norm(add, `${name}.in_layers.0`, from);
  conv(add, `${name}.in_layers.2`, to, from, 3);
  linear(add, `${name}.emb_layers.1`, to, 1280);
  norm(add, `${name}.out_layers.0`, to);
  conv(add, `${name}.out_layers.3`, to, to, 3);
  if (from !== to) conv(add, `${name}.skip_connection`, to, from, 1);
}

function transformer(add: Add, name: string, width: number, depth: number, { context, isXl }: Unet): void {
  norm(add, `${name}.norm`, width);
  const project = (end: string) =>
    isXl ? linear(add, `${name}.${end}`, width, width) : conv(add, `${name}.${end}`, width, width, 1);
  project("proj_in");
  for (let i = 0; i < depth; i++) {
    const block = `${name}.transformer_blocks.${i}`;
    for (const [attention, from] of [["attn1", width] as const, ["attn2", context] as const]) {
      add(`${block}.${attention}.to_q.weight`, width, width);
      add(`${block}.${attention}.to_k.weight`, width, from);
      add(`${block}.${attention}.to_v.weight`, width, from);
      linear(add, `${block}.${attention}.to_out.0`, width, width);
    }
    linear(add, `${block}.ff.net.0.proj`, width * 8, width);
    linear(add, `${block}.ff.net.2`, width, width * 4);
    for (const n of [1, 2, 3]) norm(add, `${block}.norm${n}`, width);
  }
  project("proj_out");
}

/** Source: CompVis `openaimodel.UNetModel`, Stability-AI/generative-models. */
function unet(add: Add, root: string, kind: Unet): void {
  const [first = 320] = kind.levels[0] ?? [];
  linear(add, `${root}time_embed.0`, 1280, 320);
  linear(add, `${root}time_embed.2`, 1280, 1280);
  if (kind.isXl) {
    linear(add, `${root}label_emb.0.0`, 1280, 2816);
    linear(add, `${root}label_emb.0.2`, 1280, 1280);
  }
  conv(add, `${root}input_blocks.0.0`, first, 4, 3);
  const skips = [first];
  let [at, width] = [1, first];
  for (const [level, [channels, depth]] of kind.levels.entries()) {
    for (let i = 0; i < 2; i++, at++) {
      resBlock(add, `${root}input_blocks.${at}.0`, width, channels);
      width = channels;
      if (depth > 0) transformer(add, `${root}input_blocks.${at}.1`, width, depth, kind);
      skips.push(width);
    }
    if (level === kind.levels.length - 1) continue;
    conv(add, `${root}input_blocks.${at++}.0.op`, width, width, 3);
    skips.push(width);
  }
  resBlock(add, `${root}middle_block.0`, width, width);
  transformer(add, `${root}middle_block.1`, width, kind.middleDepth, kind);
  resBlock(add, `${root}middle_block.2`, width, width);
  at = 0;
  for (const [level, [channels, depth]] of [...kind.levels.entries()].reverse())
    for (let i = 0; i < 3; i++, at++) {
      resBlock(add, `${root}output_blocks.${at}.0`, width + (skips.pop() ?? 0), channels);
      width = channels;
      if (depth > 0) transformer(add, `${root}output_blocks.${at}.1`, width, depth, kind);
      if (i === 2 && level > 0) conv(add, `${root}output_blocks.${at}.${depth > 0 ? 2 : 1}.conv`, width, width, 3);
    }
  norm(add, `${root}out.0`, width);
  conv(add, `${root}out.2`, 4, width, 3);
}

/** Source: transformers `CLIPTextModel`. */
function clip(add: Add, root: string): void {
  add(`${root}embeddings.position_ids`, 1, 77);
  add(`${root}embeddings.token_embedding.weight`, 49408, 768);
  add(`${root}embeddings.position_embedding.weight`, 77, 768);
  for (let i = 0; i < 12; i++) {
    const layer = `${root}encoder.layers.${i}`;
    for (const part of ["q_proj", "k_proj", "v_proj", "out_proj"]) linear(add, `${layer}.self_attn.${part}`, 768, 768);
    norm(add, `${layer}.layer_norm1`, 768);
    norm(add, `${layer}.layer_norm2`, 768);
    linear(add, `${layer}.mlp.fc1`, 3072, 768);
    linear(add, `${layer}.mlp.fc2`, 768, 3072);
  }
  norm(add, `${root}final_layer_norm`, 768);
}

/** Source: mlfoundations/open_clip ViT-bigG-14. */
function openClip(add: Add, root: string): void {
  add(`${root}token_embedding.weight`, 49408, 1280);
  add(`${root}positional_embedding`, 77, 1280);
  for (let i = 0; i < 32; i++) {
    const block = `${root}transformer.resblocks.${i}`;
    add(`${block}.attn.in_proj_weight`, 3840, 1280);
    add(`${block}.attn.in_proj_bias`, 3840);
    linear(add, `${block}.attn.out_proj`, 1280, 1280);
    norm(add, `${block}.ln_1`, 1280);
    norm(add, `${block}.ln_2`, 1280);
    linear(add, `${block}.mlp.c_fc`, 5120, 1280);
    linear(add, `${block}.mlp.c_proj`, 1280, 5120);
  }
  norm(add, `${root}ln_final`, 1280);
  add(`${root}text_projection`, 1280, 1280);
  add(`${root}logit_scale`, 1);
}

function vaeBlock(add: Add, name: string, from: number, to: number): void {
  norm(add, `${name}.norm1`, from);
  conv(add, `${name}.conv1`, to, from, 3);
  norm(add, `${name}.norm2`, to);
  conv(add, `${name}.conv2`, to, to, 3);
  if (from !== to) conv(add, `${name}.nin_shortcut`, to, from, 1);
}
function vaeMiddle(add: Add, name: string): void {
  vaeBlock(add, `${name}.block_1`, 512, 512);
  norm(add, `${name}.attn_1.norm`, 512);
  for (const part of ["q", "k", "v", "proj_out"]) conv(add, `${name}.attn_1.${part}`, 512, 512, 1);
  vaeBlock(add, `${name}.block_2`, 512, 512);
}
/** Source: CompVis `AutoencoderKL`, 128 channels times 1, 2, 4, 4. */
function vaeParts(add: Add, root: string): void {
  const widths = [128, 256, 512, 512];
  conv(add, `${root}encoder.conv_in`, 128, 3, 3);
  let width = 128;
  for (const [level, channels] of widths.entries()) {
    for (let i = 0; i < 2; i++, width = channels)
      vaeBlock(add, `${root}encoder.down.${level}.block.${i}`, width, channels);
    if (level < 3) conv(add, `${root}encoder.down.${level}.downsample.conv`, width, width, 3);
  }
  vaeMiddle(add, `${root}encoder.mid`);
  norm(add, `${root}encoder.norm_out`, 512);
  conv(add, `${root}encoder.conv_out`, 8, 512, 3);
  conv(add, `${root}decoder.conv_in`, 512, 4, 3);
  vaeMiddle(add, `${root}decoder.mid`);
  for (const [level, channels] of [...widths.entries()].reverse()) {
    for (let i = 0; i < 3; i++, width = channels)
      vaeBlock(add, `${root}decoder.up.${level}.block.${i}`, width, channels);
    if (level > 0) conv(add, `${root}decoder.up.${level}.upsample.conv`, width, width, 3);
  }
  norm(add, `${root}decoder.norm_out`, 128);
  conv(add, `${root}decoder.conv_out`, 3, 128, 3);
  conv(add, `${root}quant_conv`, 8, 8, 1);
  conv(add, `${root}post_quant_conv`, 4, 4, 1);
}

export const vae = layout((add) => vaeParts(add, ""));

const root = "model.diffusion_model.";
const sd1Body = (add: Add) => {
  unet(add, root, sd1Unet);
  clip(add, "cond_stage_model.transformer.text_model.");
};
export const sd1 = layout((add) => {
  sd1Body(add);
  vaeParts(add, "first_stage_model.");
});
export const sd1WithoutVae = layout(sd1Body);
export const sdxl = layout((add) => {
  unet(add, root, sdxlUnet);
  clip(add, "conditioner.embedders.0.transformer.text_model.");
  openClip(add, "conditioner.embedders.1.model.");
  vaeParts(add, "first_stage_model.");
});

/** A LoRA of every matrix in a checkpoint's transformers, in kohya's names. Source: kohya-ss/sd-scripts `networks/lora.py`. */
function loraOf(checkpoint: Layout, rank: number, nameOf: (weight: string) => string | undefined): Layout {
  return layout((add) => {
    for (const [weight, [out = 1, from = 1, ...kernel]] of checkpoint) {
      const name = weight.endsWith(".weight") && from > 1 ? nameOf(weight.slice(0, -".weight".length)) : undefined;
      if (name === undefined) continue;
      add(`${name}.alpha`);
      add(`${name}.lora_down.weight`, rank, from, ...kernel);
      add(`${name}.lora_up.weight`, out, rank, ...kernel.map(() => 1));
    }
  });
}
const underscored = (name: string) => name.replaceAll(".", "_");
const isAdapted = (name: string) =>
  /transformer_blocks|proj_in|proj_out|self_attn|mlp/.test(name) && !/norm/.test(name);

function kohyaName(name: string): string | undefined {
  if (!isAdapted(name)) return undefined;
  const [, part, rest] =
    /^(model\.diffusion_model|cond_stage_model\.transformer|conditioner\.embedders\.0\.transformer)\.(.*)$/.exec(
      name,
    ) ?? [];
  if (rest === undefined) return undefined;
  const prefix =
    part === "model.diffusion_model"
      ? "lora_unet"
      : part?.startsWith("cond") && part.includes("embedders")
        ? "lora_te1"
        : "lora_te";
  return `${prefix}_${underscored(rest)}`;
}
/** Diffusers' names for SD 1.x, as kohya writes them. */
function sd1LoraName(name: string): string | undefined {
  const own = kohyaName(name);
  const [, part, block, rest] = /^lora_unet_(input|output)_blocks_(\d+)_1_(.*)$/.exec(own ?? "") ?? [];
  if (rest === undefined) return own?.replace(/^lora_unet_middle_block_1_/, "lora_unet_mid_block_attentions_0_");
  const at = Number(block);
  const [level, index] = part === "input" ? [Math.floor((at - 1) / 3), (at - 1) % 3] : [Math.floor(at / 3), at % 3];
  return `lora_unet_${part === "input" ? "down" : "up"}_blocks_${level}_attentions_${index}_${rest}`;
}

export const sd1Lora = (rank: number): Layout => loraOf(sd1WithoutVae, rank, sd1LoraName);
export const sdxlLora = (rank: number): Layout => loraOf(sdxl, rank, kohyaName);

export const embedding = (vectors: number): Layout => layout((add) => add("emb_params", vectors, 768));

/** Source: xinntao/ESRGAN `RRDBNet`, 23 blocks. */
export const esrgan = layout((add) => {
  conv(add, "conv_first", 64, 3, 3);
  for (let block = 0; block < 23; block++)
    for (const dense of [1, 2, 3])
      for (const n of [1, 2, 3, 4, 5])
        conv(add, `body.${block}.rdb${dense}.conv${n}`, n === 5 ? 64 : 32, 64 + 32 * (n - 1), 3);
  for (const name of ["conv_body", "conv_up1", "conv_up2", "conv_hr"]) conv(add, name, 64, 64, 3);
  conv(add, "conv_last", 3, 64, 3);
});
