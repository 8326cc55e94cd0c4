import type { UnetLayout } from "@danfang/weights";
import type { Change } from "./change.ts";
import { matrixSizeOf } from "./change.ts";
import { product } from "./delta.ts";

/** How many rows (tokens, cells, pictures) a product of a module usually has. */
export type Sites = (path: string) => number;

/** Guided: cond and uncond run together. */
const batch = 2;
const tokens = 77;

/** What a UNet's products are of, for a latent of `cells`×`cells`. */
export function unetSites({ input, middle, output }: UnetLayout, cells: number): Sites {
  const levels = new Map([...input, middle, ...output].flat().map(({ path, level }) => [path, level]));
  return (path) => {
    if (/time_embed|label_emb|emb_layers/.test(path)) return batch;
    if (/attn2\.to_[kv]$/.test(path)) return batch * tokens;
    const module = /^(?:(?:in|out)put_blocks\.\d+\.\d+|middle_block\.\d+)/.exec(path)?.[0] ?? "";
    return batch * (cells / 2 ** (levels.get(module) ?? 0)) ** 2;
  };
}

/** A text encoder's products are of one chunk. */
export const textSites: Sites = () => tokens;

/**
 * What touching each number of a weight costs to build it anew (read, add, write), in the time of multiply-adds.
 * Measured: `lora.bench.ts`.
 */
const touch = 160;

/**
 * Whether up(down(x)) beside the product is less work than building W + up·down before it. Beside: two narrow products
 * of every row. Before: one product of the weight's size, and all of it through memory.
 */
export function isLessBeside({ module, target }: Change, sites: number): boolean {
  if (module.kind !== "lowRank") return false;
  const { rows, inputs, cells } = matrixSizeOf(target);
  const rank = product(module.up.shape) / rows;
  const beside = sites * rank * (inputs * cells + rows);
  const before = rows * inputs * cells * (rank + touch);
  return beside < before;
}
