import { ownValue } from "@danfang/domain";

/** What is inside a residual block: diffusers' name → LDM's. */
const resnetParts: Readonly<Record<string, string>> = {
  norm1: "in_layers.0",
  conv1: "in_layers.2",
  time_emb_proj: "emb_layers.1",
  norm2: "out_layers.0",
  conv2: "out_layers.3",
  conv_shortcut: "skip_connection",
};

const others: Readonly<Record<string, string>> = {
  "time_embedding.linear_1": "time_embed.0",
  "time_embedding.linear_2": "time_embed.2",
  "add_embedding.linear_1": "label_emb.0.0",
  "add_embedding.linear_2": "label_emb.0.2",
  conv_in: "input_blocks.0.0",
  conv_norm_out: "out.0",
  conv_out: "out.2",
};

interface Block {
  resnets: number;
  hasAttentions: boolean;
  isResampled: boolean;
}

const emptyBlock = (): Block => ({ resnets: 0, hasAttentions: false, isResampled: false });

/** How many modules each block of one half has. */
function countBlocks(names: Iterable<string>, half: "down" | "up"): Block[] {
  const blocks: Block[] = [];
  const pattern = new RegExp(
    `^${half}_blocks\\.(\\d{1,2})\\.(resnets|attentions|downsamplers|upsamplers)\\.(\\d{1,2})\\.`,
  );
  for (const name of names) {
    const [, block, kind, index] = pattern.exec(name) ?? [];
    if (block === undefined) continue;
    const found = blocks[Number(block)] ?? emptyBlock();
    blocks[Number(block)] = found;
    if (kind === "resnets") found.resnets = Math.max(found.resnets, Number(index) + 1);
    else if (kind === "attentions") found.hasAttentions = true;
    else found.isResampled = true;
  }
  return Array.from(blocks, (block) => block ?? emptyBlock());
}

/** The places of each block's modules in LDM's one list: where block i begins. */
function starts(blocks: readonly Block[], first: number, own: (block: Block) => number): number[] {
  const places = [first];
  for (const block of blocks) places.push((places.at(-1) ?? 0) + own(block));
  return places;
}

/**
 * From diffusers' names of a UNet's tensors to LDM's, of exactly this UNet: diffusers numbers modules within blocks, LDM
 * numbers them through, so what a name becomes depends on what else is there. Names of no known part give undefined.
 *
 * Source: diffusers `UNet2DConditionModel`; CompVis `openaimodel.UNetModel`.
 */
export function unetNames(names: readonly string[]): (name: string) => string | undefined {
  const down = countBlocks(names, "down");
  const up = countBlocks(names, "up");
  const downStarts = starts(down, 1, ({ resnets, isResampled }) => resnets + (isResampled ? 1 : 0));
  const upStarts = starts(up, 0, ({ resnets }) => resnets);

  const resnet = (path: string, rest: string): string | undefined => {
    const [, part = "", kind] = /^([a-z0-9_]+)\.(weight|bias)$/.exec(rest) ?? [];
    const known = ownValue(resnetParts, part);
    return known === undefined ? undefined : `${path}.${known}.${kind}`;
  };
  const inBlock = (half: string, block: number, kind: string, index: number, rest: string): string | undefined => {
    const list = half === "down" ? "input_blocks" : "output_blocks";
    const [start, { resnets, hasAttentions }] =
      half === "down" ? [downStarts[block], down[block] ?? emptyBlock()] : [upStarts[block], up[block] ?? emptyBlock()];
    const place = (start ?? 0) + index;
    if (kind === "resnets") return resnet(`${list}.${place}.0`, rest);
    if (kind === "attentions") return `${list}.${place}.1.${rest}`;
    if (kind === "downsamplers") return `${list}.${(start ?? 0) + resnets}.0.op.${rest.replace(/^conv\./, "")}`;
    return `${list}.${(start ?? 0) + resnets - 1}.${hasAttentions ? 2 : 1}.${rest}`;
  };

  return (name) => {
    const [, half, block, kind = "", index, rest = ""] =
      /^(down|up)_blocks\.(\d{1,2})\.(resnets|attentions|downsamplers|upsamplers)\.(\d{1,2})\.(.+)$/.exec(name) ?? [];
    if (half !== undefined) return inBlock(half, Number(block), kind, Number(index), rest);
    const [, middle, at, inner = ""] = /^mid_block\.(resnets|attentions)\.(\d{1,2})\.(.+)$/.exec(name) ?? [];
    if (middle === "resnets") return resnet(`middle_block.${2 * Number(at)}`, inner);
    if (middle === "attentions") return `middle_block.${2 * Number(at) + 1}.${inner}`;
    const [, part = "", tail] = /^(.+)\.(weight|bias)$/.exec(name) ?? [];
    const known = ownValue(others, part);
    return known === undefined ? undefined : `${known}.${tail}`;
  };
}
