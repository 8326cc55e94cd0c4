import type { TensorScope } from "@danfang/weights";
import type { Layer } from "../graph.ts";
import { conv2d, expectChannels } from "../layers.ts";
import type { Value } from "../value.ts";
import { centred, shuffled } from "./reconstruct.ts";

/** What white is inside. Source: SPAN; no file tells. */
const range = 255;
/** A block's shares are between −½ and ½. */
const half = 0.5;

/**
 * Three convolutions in a row and a fourth beside them, as one of 3×3 that gives the same: what was trained apart is run
 * together. [N, C, H, W] → [N, C′, H, W].
 *
 * Errors: `weights/missingTensor`, `weights/unexpectedShape`. Source: Wan et al. 2023, `Conv3XC.update_params`.
 */
const joined =
  (w: TensorScope): Layer =>
  (g, x) => {
    const [narrow, wide, last] = ["conv.0", "conv.1", "conv.2"].map((name) => w.at(name)) as [
      TensorScope,
      TensorScope,
      TensorScope,
    ];
    const widthOf = (part: TensorScope, input: number) => {
      const tensor = part.tensor("weight");
      expectChannels(tensor, 1, input);
      expectChannels(part.tensor("bias"), 0, tensor.shape[0] ?? 0);
      return tensor.shape[0] ?? 0;
    };
    const middle = widthOf(narrow, x.channels);
    const inner = widthOf(wide, middle);
    const out = widthOf(last, inner);
    expectChannels(w.tensor("sk.weight"), 0, out);
    widthOf(w.at("sk"), x.channels);

    const matrix = (part: TensorScope, rows: number, columns: number) =>
      g.weight(part.tensor("weight"), { shape: [rows, columns] });
    const first = matrix(narrow, middle, x.channels);
    const third = matrix(last, out, inner);
    const kernel = g.weight(wide.tensor("weight")); // [inner, middle, 3, 3]
    const taps = g.op("Transpose", [kernel], { perm: [2, 3, 0, 1] }); // [3, 3, inner, middle]
    const product = g.op("MatMul", [third, g.op("MatMul", [taps, first])]); // [3, 3, out, in]
    const weight = g.op("Transpose", [product], { perm: [2, 3, 0, 1] });
    const beside = g.op("Pad", [g.weight(w.tensor("sk.weight")), g.ints([0, 0, 1, 1, 0, 0, 1, 1])]);

    const column = (part: TensorScope, rows: number) => g.weight(part.tensor("bias"), { shape: [rows, 1] });
    const sums = g.op("ReduceSum", [kernel, g.ints([2, 3])], { keepdims: 0 }); // [inner, middle]
    const carried = g.add(g.op("MatMul", [sums, column(narrow, middle)]), column(wide, inner));
    const bias = g.add(g.op("MatMul", [third, carried]), column(last, out));
    const allBias = g.add(g.op("Reshape", [bias, g.ints([-1])]), g.weight(w.tensor("sk.bias")));
    const attributes = { kernel_shape: [3, 3], pads: [1, 1, 1, 1] };
    return g.op("Conv", [x, g.add(weight, beside), allBias], attributes, out);
  };

const activated: Layer = (g, x) => g.op("QuickGelu", [x], { alpha: { float: 1 } });

/**
 * A block, and what its first convolution gave: activated, since the authors' code activates in place. Source: Wan et al.
 * 2023, SPAB.
 */
const block =
  (w: TensorScope) =>
  (x: Value, pipe: (x: Value, ...layers: Layer[]) => Value): { readonly out: Value; readonly early: Value } => {
    const early = pipe(x, joined(w.at("c1_r")), activated);
    const last = pipe(early, joined(w.at("c2_r")), activated, joined(w.at("c3_r")));
    const out = pipe(last, (g, y) => {
      const share = g.op("Sub", [g.op("Sigmoid", [y]), g.floats([half])]);
      return g.mul(g.add(y, x), share);
    });
    return { out, early };
  };

/**
 * SPAN: attention without parameters. [N, 3, H, W] → [N, 3, s·H, s·W].
 *
 * Errors: `weights/missingTensor`, `weights/unexpectedShape`. Source: Wan et al. 2023, arXiv 2311.12770.
 */
export const span =
  (w: TensorScope, scale: number, isNormed: boolean): Layer =>
  (g, x) => {
    const pipe = g.pipe.bind(g);
    const first = g.pipe(x, ...(isNormed ? [centred(range)] : []), joined(w.at("conv_1")));
    let h = first;
    let out1 = first;
    let early = first;
    for (const n of [1, 2, 3, 4, 5, 6]) {
      ({ out: h, early } = block(w.at(`block_${n}`))(h, pipe));
      if (n === 1) out1 = h;
    }
    const last = g.pipe(h, joined(w.at("conv_2")));
    const channels = first.channels + last.channels + out1.channels + early.channels;
    const all = g.op("Concat", [first, last, out1, early], { axis: 1 }, channels);
    return g.pipe(all, conv2d(w.at("conv_cat")), conv2d(w.at("upsampler.0")), shuffled(scale));
  };
