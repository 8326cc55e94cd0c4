import type { TensorScope, UpscalerNetwork } from "@danfang/weights";
import type { Layer } from "../graph.ts";
import { attention, conv2d, expectChannels, gelu, layerNorm, linear } from "../layers.ts";
import type { Value } from "../value.ts";
import { expectHeads, queriesKeysValues } from "./queries.ts";
import { centred, groupConv, reconstructed, uncentred } from "./reconstruct.ts";
import { unshuffled } from "./unshuffle.ts";
import {
  cellsOf,
  fromWindows,
  movedMask,
  pictureOf,
  positionBias,
  relativePositions,
  sizeOf,
  toWindows,
  type Windows,
} from "./windows.ts";

type Swinir = Extract<UpscalerNetwork, { kind: "swinir" }>;

/** What all blocks of a network share. */
interface Shared {
  readonly windows: Windows;
  readonly moved: Windows;
  readonly positions: Value;
  readonly mask: Value;
}

/** Attention among the cells of each window. [H·W, C] → the same. */
const windowAttention =
  (w: TensorScope, heads: number, { positions, mask, ...shared }: Shared, isMoved: boolean): Layer =>
  (g, x) => {
    expectHeads(w.at("qkv"), heads, x.channels);
    const windows = isMoved ? shared.moved : shared.windows;
    const cells = windows.size.height * windows.size.width;
    const [q, k, v] = queriesKeysValues(g, w.at("qkv"), x).map((part) => toWindows(g, part, windows)) as [
      Value,
      Value,
      Value,
    ];
    const table = w.tensor("relative_position_bias_table");
    expectChannels(table, 0, (2 * windows.size.height - 1) * (2 * windows.size.width - 1));
    expectChannels(table, 1, heads);
    const bias = positionBias(g, g.weight(table), positions, cells);
    const mixed = attention(g, q, k, v, heads, isMoved ? g.add(bias, mask) : bias);
    return g.pipe(fromWindows(g, mixed, windows), linear(w.at("proj")));
  };

/** Source: Liu et al. 2021, Swin Transformer: attention, then two matrices; around both a way past. */
const block =
  (w: TensorScope, heads: number, shared: Shared, isMoved: boolean): Layer =>
  (g, x) => {
    const seen = g.add(x, g.pipe(x, layerNorm(w.at("norm1")), windowAttention(w.at("attn"), heads, shared, isMoved)));
    return g.add(seen, g.pipe(seen, layerNorm(w.at("norm2")), linear(w.at("mlp.fc1")), gelu, linear(w.at("mlp.fc2"))));
  };

/**
 * SwinIR. [1, 3, H, W] → [1, 3, s·H, s·W]; H and W are multiples of the window, times `unshuffle`.
 *
 * Errors: `weights/missingTensor`, `weights/unexpectedShape`, `weights/badHeads`. Source: Liang et al. 2021, arXiv
 * 2108.10257.
 */
export const swinir =
  ({ w, groups, window, unshuffle, range, reconstruction }: Swinir): Layer =>
  (g, x) => {
    const input = g.pipe(x, centred(range), ...(unshuffle > 1 ? [unshuffled(unshuffle)] : []));
    const first = g.pipe(input, conv2d(w.has("conv_first.1") ? w.at("conv_first.1") : w.at("conv_first")));
    const of = sizeOf(g, first);
    const size = { height: window, width: window };
    const windows = { size, of, shift: [0, 0] } as const;
    const moved = { size, of, shift: [window >> 1, window >> 1] } as const;
    const shared = { windows, moved, positions: relativePositions(g, size), mask: movedMask(g, moved) };
    let cells = g.pipe(first, cellsOf);
    if (w.has("patch_embed.norm")) cells = g.pipe(cells, layerNorm(w.at("patch_embed.norm")));
    for (const [i, { blocks, heads }] of groups.entries()) {
      const layer = w.at(`layers.${i}`);
      const inner = Array.from({ length: blocks }, (_, n) =>
        block(layer.at(`residual_group.blocks.${n}`), heads, shared, n % 2 === 1),
      );
      cells = g.add(cells, g.pipe(cells, ...inner, pictureOf(of), groupConv(layer.at("conv")), cellsOf));
    }
    const deep = g.pipe(cells, layerNorm(w.at("norm")), pictureOf(of), groupConv(w.at("conv_after_body")));
    const made = g.pipe(g.add(deep, first), reconstructed(w, reconstruction));
    const whole = reconstruction.kind === "difference" ? g.add(input, made) : made;
    return g.pipe(whole, uncentred(range));
  };
