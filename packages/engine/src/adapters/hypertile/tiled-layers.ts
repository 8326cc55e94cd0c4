import { ownValue } from "@danfang/domain";
import type { UnetLayout } from "@danfang/weights";

/** A self-attention that Hypertile cuts into tiles. */
export interface TiledLayer {
  /** `input_blocks.1.1.transformer_blocks.0.attn1` */
  readonly path: string;
  /** How deep Hypertile takes it for; tiles of deeper ones are larger. */
  readonly depth: number;
  /** Of the network: its picture is 2^level times smaller than the latent. */
  readonly level: number;
}

/** Blocks of transformers by depth, as SD 1.x and 2.x have them. */
const blocks: Readonly<Record<string, number>> = {
  "input_blocks.1": 0,
  "input_blocks.2": 0,
  "output_blocks.9": 0,
  "output_blocks.10": 0,
  "output_blocks.11": 0,
  "input_blocks.4": 1,
  "input_blocks.5": 1,
  "output_blocks.6": 1,
  "output_blocks.7": 1,
  "output_blocks.8": 1,
  "input_blocks.7": 2,
  "input_blocks.8": 2,
  "output_blocks.3": 2,
  "output_blocks.4": 2,
  "output_blocks.5": 2,
  middle_block: 3,
};

/** The same of SD XL: on the first level with attention the first of its layers is less deep than the second. */
const blocksXl: Readonly<Record<string, readonly number[]>> = {
  "input_blocks.4": [0, 1],
  "input_blocks.5": [0, 1],
  "output_blocks.3": [0, 1],
  "output_blocks.4": [0, 1],
  "output_blocks.5": [0, 1],
  ...Object.fromEntries(["input_blocks.7", "input_blocks.8"].map((block) => [block, Array(10).fill(1)])),
  ...Object.fromEntries([0, 1, 2].map((k) => [`output_blocks.${k}`, Array(10).fill(1)])),
  middle_block: Array(10).fill(2),
};

/**
 * The layers that are cut, in the order in which they run, for a network by its names alone: whatever is named so is taken.
 *
 * Source: AUTOMATIC1111 v1.10.1 `extensions-builtin/hypertile/hypertile.py`, `DEPTH_LAYERS`, `DEPTH_LAYERS_XL`.
 */
export function tiledLayers({ input, middle, output }: UnetLayout, isXl: boolean, maxDepth: number): TiledLayer[] {
  const modules = [...input.flat(), ...middle, ...output.flat()];
  return modules.flatMap((module) => {
    if (module.kind !== "transformer" || !module.path.endsWith(".1")) return [];
    const block = module.path.slice(0, -2);
    return Array.from({ length: module.depth }, (_, k): TiledLayer | undefined => {
      const depth = isXl ? ownValue(blocksXl, block)?.[k] : k === 0 ? ownValue(blocks, block) : undefined;
      const path = `${module.path}.transformer_blocks.${k}.attn1`;
      return depth === undefined || depth > maxDepth ? undefined : { path, depth, level: module.level };
    }).filter((layer) => layer !== undefined);
  });
}
