import type { TensorScope } from "@danfang/weights";
import type { Layer } from "../graph.ts";
import { conv2d, expectChannels } from "../layers.ts";

/** Where a value is negative, it counts by a slope of its channel. */
const parametricRelu =
  (w: TensorScope): Layer =>
  (g, x) => {
    const tensor = w.tensor("weight");
    expectChannels(tensor, 0, x.channels);
    return g.op("PRelu", [x, g.weight(tensor, { shape: [x.channels, 1, 1] })]);
  };

/**
 * Real-ESRGAN's compact network: everything at the size of the input, then channels become cells, and what was learned is
 * the difference to nearest neighbour. [N, 3, H, W] → [N, 3, s·H, s·W].
 *
 * Errors: `weights/missingTensor`, `weights/unexpectedShape`. Source: Wang et al. 2021, `SRVGGNetCompact`.
 */
export const compact =
  (body: readonly TensorScope[], scale: number): Layer =>
  (g, x) => {
    const layers = body.map((w) => (w.tensor("weight").shape.length === 4 ? conv2d(w) : parametricRelu(w)));
    const deep = g.pipe(x, ...layers);
    const learned = scale === 1 ? deep : g.op("DepthToSpace", [deep], { blocksize: scale, mode: "CRD" }, x.channels);
    const plain = g.op("Resize", [x, undefined, g.floats([1, 1, scale, scale])], {
      mode: "nearest",
      coordinate_transformation_mode: "asymmetric",
      nearest_mode: "floor",
    });
    return g.add(learned, plain);
  };
