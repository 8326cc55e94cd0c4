import type { TensorScope, UpscalerNetwork } from "@danfang/weights";
import type { Layer } from "../graph.ts";
import { conv2d, gelu, layerNorm, linear } from "../layers.ts";
import { channelAttention, type DatPicture, datPicture, depthwise, spatialAttention } from "./dat-attention.ts";
import { expectHeads } from "./queries.ts";
import { centred, groupConv, reconstructed, uncentred } from "./reconstruct.ts";
import { cellsOf, pictureOf, sizeOf } from "./windows.ts";

type Dat = Extract<UpscalerNetwork, { kind: "dat" }>;

/** In every other pair of blocks the windows are moved by half, beginning with the second pair, or in odd groups the first. */
const isMoved = (group: number, block: number): boolean =>
  group % 2 === 0 ? block > 0 && (block - 2) % 4 === 0 : block % 4 === 0;

/** Two matrices with a gate between: half of the channels, convolved, say how much of the others goes on. */
const gated =
  (w: TensorScope, picture: DatPicture): Layer =>
  (g, x) => {
    const wide = g.pipe(x, linear(w.at("fc1")), gelu);
    expectHeads(w.at("fc1"), 2, wide.channels);
    const width = wide.channels / 2;
    const half = (from: number) =>
      g.op("Slice", [wide, g.ints([from]), g.ints([from + width]), g.ints([1])], {}, width);
    const norm = layerNorm(w.at("sg.norm"));
    const gate = g.pipe(half(width), norm, pictureOf(picture.of), depthwise(w.at("sg.conv")), cellsOf);
    return g.pipe(g.mul(half(0), gate), linear(w.at("fc2")));
  };

/**
 * DAT: attention among cells and among channels in turn. [1, 3, H, W] → [1, 3, s·H, s·W].
 *
 * Errors: `weights/missingTensor`, `weights/unexpectedShape`, `weights/badHeads`. Source: Chen et al. 2023, arXiv
 * 2308.03364.
 */
export const dat =
  ({ w, groups, window, reconstruction }: Dat): Layer =>
  (g, x) => {
    const first = g.pipe(x, centred(1), conv2d(w.at("conv_first")));
    const picture = datPicture(g, sizeOf(g, first), window);
    const { of } = picture;
    let cells = g.pipe(first, cellsOf, layerNorm(w.at("before_RG.1")));
    for (const [i, { blocks, heads }] of groups.entries()) {
      const layer = w.at(`layers.${i}`);
      const before = cells;
      for (let n = 0; n < blocks; n++) {
        const block = layer.at(`blocks.${n}`);
        const attend =
          n % 2 === 0
            ? spatialAttention(block.at("attn"), heads, picture, isMoved(i, n))
            : channelAttention(block.at("attn"), heads, picture);
        cells = g.add(cells, g.pipe(cells, layerNorm(block.at("norm1")), attend));
        cells = g.add(cells, g.pipe(cells, layerNorm(block.at("norm2")), gated(block.at("ffn"), picture)));
      }
      cells = g.add(before, g.pipe(cells, pictureOf(of), groupConv(layer.at("conv")), cellsOf));
    }
    const deep = g.pipe(cells, layerNorm(w.at("norm")), pictureOf(of), groupConv(w.at("conv_after_body")));
    return g.pipe(g.add(deep, first), reconstructed(w, reconstruction), uncentred(1));
  };
