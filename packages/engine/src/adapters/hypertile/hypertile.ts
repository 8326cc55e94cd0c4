import type { Graph } from "../../graph/graph.ts";
import type { AttentionTiler } from "../../graph/unet.ts";
import type { Feed } from "../../runtime/runtime.ts";
import type { Tiles } from "./choose-tiles.ts";
import type { TiledLayer } from "./tiled-layers.ts";

const inputName = (i: number) => `tiles${i}`;

/**
 * Self-attention within tiles of the picture instead of across all of it. How each layer is cut is an input of the graph,
 * which {@link hypertileFeeds} fills: each call of the model may cut otherwise.
 *
 * Source: github.com/tfernd/HyperTile as AUTOMATIC1111 v1.10.1 has it; matches it to float32 rounding.
 */
export const hypertiler =
  (layers: readonly TiledLayer[]): ((g: Graph) => AttentionTiler) =>
  (g) => {
    const inputs = new Map(layers.map(({ path }, i) => [path, g.input(inputName(i), "int64", [4], 1)]));
    return (path) => {
      const tiles = inputs.get(path);
      if (!tiles) return undefined;
      const part = (at: number) => g.op("Gather", [tiles, g.ints([at])], { axis: 0 }, 1);
      const [down, height, across, width] = [part(0), part(1), part(2), part(3)];
      const shape = (...sizes: readonly (typeof down)[]) => g.op("Concat", sizes, { axis: 0 }, 1);
      const swapped = { perm: [0, 1, 3, 2, 4, 5] };
      return {
        cut(_, x) {
          const grid = shape(g.ints([-1]), down, height, across, width, g.ints([x.channels]));
          const tiled = g.op("Transpose", [g.op("Reshape", [x, grid])], swapped);
          const each = g.op("Mul", [height, width]);
          return g.op("Reshape", [tiled, shape(g.ints([-1]), each, g.ints([x.channels]))], {}, x.channels);
        },
        join(_, x) {
          const grid = shape(g.ints([-1]), down, across, height, width, g.ints([x.channels]));
          const rows = g.op("Transpose", [g.op("Reshape", [x, grid])], swapped);
          const all = g.op("Mul", [g.op("Mul", [down, height]), g.op("Mul", [across, width])]);
          return g.op("Reshape", [rows, shape(g.ints([-1]), all, g.ints([x.channels]))], {}, x.channels);
        },
      };
    };
  };

/** Values for the inputs that {@link hypertiler} declares, in the order of its layers. */
export const hypertileFeeds = (tiles: readonly Tiles[]): Record<string, Feed> =>
  Object.fromEntries(
    tiles.map((one, i) => [inputName(i), { type: "int64", shape: [4], data: BigInt64Array.from(one, BigInt) }]),
  );
