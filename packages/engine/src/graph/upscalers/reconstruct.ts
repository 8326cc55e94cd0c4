import type { Reconstruction, TensorScope } from "@danfang/weights";
import type { Layer } from "../graph.ts";
import { conv2d, upsampleConv } from "../layers.ts";

/** Slope of the activations. Source: SwinIR. */
const slope = 0.2;
/** Of the one before the pixels are made: PyTorch's own, where SwinIR names none. */
const defaultSlope = 0.01;

const leaky =
  (alpha: number): Layer =>
  (g, x) =>
    g.op("LeakyRelu", [x], { alpha: { float: alpha } });

/** Channels become cells. [N, C·f², H, W] → [N, C, f·H, f·W]. */
export const shuffled =
  (factor: number): Layer =>
  (g, x) =>
    g.op("DepthToSpace", [x], { blocksize: factor, mode: "CRD" }, x.channels / factor ** 2);

/** The convolution at the end of a group: one, or three with fewer channels between. [N, C, H, W] → the same. */
export const groupConv = (w: TensorScope): Layer =>
  w.has("weight")
    ? conv2d(w)
    : (g, x) => g.pipe(x, conv2d(w.at("0")), leaky(slope), conv2d(w.at("2")), leaky(slope), conv2d(w.at("4")));

/** Mean colour of DIV2K, which SwinIR, DAT and SPAN were trained on. */
const meanColour = [0.4488, 0.4371, 0.404];

/** Colours around their mean, times `range`. [N, 3, H, W] → the same. */
export const centred =
  (range: number): Layer =>
  (g, x) => {
    const moved = g.op("Sub", [x, g.floats(meanColour, [1, 3, 1, 1])]);
    return range === 1 ? moved : g.mul(moved, g.floats([range]));
  };

/** {@link centred} undone. */
export const uncentred =
  (range: number): Layer =>
  (g, x) => {
    const one = range === 1 ? x : g.op("Div", [x, g.floats([range])]);
    return g.add(one, g.floats(meanColour, [1, 3, 1, 1]));
  };

/** Features [N, C, H, W] → pixels [N, 3, s·H, s·W]. Source: Liang et al. 2021, SwinIR; the same in DAT. */
export function reconstructed(w: TensorScope, way: Reconstruction): Layer {
  const before: Layer = (g, x) => g.pipe(x, conv2d(w.at("conv_before_upsample.0")), leaky(defaultSlope));
  switch (way.kind) {
    case "shuffle": {
      const steps = way.factors.flatMap((factor, i) => [conv2d(w.at(`upsample.${2 * i}`)), shuffled(factor)]);
      return (g, x) => g.pipe(x, before, ...steps, conv2d(w.at("conv_last")));
    }
    case "shuffleDirect":
      return (g, x) => g.pipe(x, conv2d(w.at("upsample.0")), shuffled(way.factor));
    case "doublings": {
      const steps = Array.from({ length: way.count }, (_, i) => [upsampleConv(w.at(`conv_up${i + 1}`)), leaky(slope)]);
      const last = [conv2d(w.at("conv_hr")), leaky(slope), conv2d(w.at("conv_last"))];
      return (g, x) => g.pipe(x, before, ...steps.flat(), ...last);
    }
    case "difference":
      return conv2d(w.at("conv_last"));
  }
}
