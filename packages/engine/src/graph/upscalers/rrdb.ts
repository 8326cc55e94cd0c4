import type { DenseBlock, RrdbParts } from "@danfang/weights";
import type { Graph, Layer } from "../graph.ts";
import { conv2d, upsampleConv } from "../layers.ts";
import type { Value } from "../value.ts";
import { unshuffled } from "./unshuffle.ts";

/** Source: Wang et al. 2018, ESRGAN: slope of the activations, and the share of each residual. */
const slope = 0.2;
const residualScale = 0.2;

const leaky: Layer = (g, x) => g.op("LeakyRelu", [x], { alpha: { float: slope } });

/** x + share·y. */
const addShare = (g: Graph, x: Value, y: Value) => g.add(x, g.mul(y, g.floats([residualScale])));

/** Residual dense block. [N, C, H, W] → [N, C, H, W]. */
const denseBlock =
  ({ convs, shortcut }: DenseBlock): Layer =>
  (g, x) => {
    const seen: Value[] = [x];
    for (const [i, conv] of convs.entries()) {
      const channels = seen.reduce((sum, value) => sum + value.channels, 0);
      const all = seen.length === 1 ? x : g.op("Concat", seen, { axis: 1 }, channels);
      const out = g.pipe(all, conv2d(conv));
      if (i === 4) return addShare(g, x, out);
      let next = g.pipe(out, leaky);
      if (shortcut && i === 1)
        next = g.add(next, g.op("Conv", [x, g.weight(shortcut.tensor("weight"))], {}, next.channels));
      if (shortcut && i === 3) next = g.add(next, seen[2]!);
      seen.push(next);
    }
    return x;
  };

/**
 * ESRGAN: residual-in-residual dense blocks at the size of the input, then as many doublings as there are.
 * [N, 3, H, W] → [N, 3, s·H, s·W].
 *
 * Errors: `weights/missingTensor`, `weights/unexpectedShape`. Source: Wang et al. 2018 (`RRDBNet`); Real-ESRGAN for
 * `unshuffle`.
 */
export const rrdb =
  ({ first, blocks, body, ups, beforeLast, last }: RrdbParts, unshuffle: number): Layer =>
  (g, x) => {
    const features = g.pipe(x, ...(unshuffle > 1 ? [unshuffled(unshuffle)] : []), conv2d(first));
    const deep = blocks.reduce((h, block) => addShare(g, h, g.pipe(h, ...block.map(denseBlock))), features);
    const sum = g.add(features, g.pipe(deep, conv2d(body)));
    const doubled = ups.flatMap((up) => [upsampleConv(up), leaky]);
    return g.pipe(sum, ...doubled, conv2d(beforeLast), leaky, conv2d(last));
  };
