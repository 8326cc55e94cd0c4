import type { Layer } from "../graph.ts";

/** Cells of side `factor` as channels, a channel's cells together. [N, C, H, W] → [N, C·f², H/f, W/f]. */
export const unshuffled =
  (factor: number): Layer =>
  (g, x) => {
    const cells = factor ** 2;
    const stacked = g.op("SpaceToDepth", [x], { blocksize: factor }, x.channels * cells);
    const order = Array.from(
      { length: x.channels * cells },
      (_, k) => (k % cells) * x.channels + Math.floor(k / cells),
    );
    return g.op("Gather", [stacked, g.ints(order)], { axis: 1 }, x.channels * cells);
  };
