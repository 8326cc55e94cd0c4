import { defined } from "@danfang/domain";
import { type TensorScope, type WeightTensor, weightsErrors } from "@danfang/weights";
import type { Graph, Layer } from "./graph.ts";
import type { Value } from "./value.ts";

const shapeText = (shape: readonly (number | string)[]) => `[${shape.join(", ")}]`;

/** Fails where a weight does not take the channels that arrive: a damaged or wrongly merged file. */
export function expectChannels(tensor: WeightTensor, dimension: number, channels: number): void {
  if (tensor.shape[dimension] === channels) return;
  throw unexpectedShape(
    tensor,
    tensor.shape.map((size, i) => (i === dimension ? channels : size)),
  );
}

const unexpectedShape = (tensor: WeightTensor, expected: readonly number[]) =>
  weightsErrors.unexpectedShape({
    file: tensor.file,
    tensor: tensor.name,
    expected: shapeText(expected),
    actual: shapeText(tensor.shape),
  });

function rankOf(tensor: WeightTensor, rank: number): WeightTensor {
  if (tensor.shape.length === rank) return tensor;
  throw weightsErrors.unexpectedShape({
    file: tensor.file,
    tensor: tensor.name,
    expected: `${rank} dimensions`,
    actual: shapeText(tensor.shape),
  });
}

/** A bias or a norm's weight: one number per channel. */
function perChannel(g: Graph, w: TensorScope, name: string, channels: number, shape?: readonly number[]): Value {
  const tensor = rankOf(w.tensor(name), 1);
  expectChannels(tensor, 0, channels);
  return g.weight(tensor, shape ? { shape } : {});
}

/** SiLU, x·σ(x). [*] → [*]. onnxruntime has it as QuickGelu with α = 1, one pass instead of two. */
export const silu: Layer = (g, x) => g.op("QuickGelu", [x], { alpha: { float: 1 } });

/** Exact (erf) GELU. [*] → [*]. */
export const gelu: Layer = (g, x) => g.op("Gelu", [x]);

/** x·σ(1.702x), as OpenAI's CLIP has it. [*] → [*]. */
export const quickGelu: Layer = (g, x) => g.op("QuickGelu", [x], { alpha: { float: 1.702 } });

export const plus =
  (other: Value): Layer =>
  (g, x) =>
    g.add(x, other);

export interface ConvShape {
  readonly stride?: number;
  /** Top, left, bottom, right, in cells. Half the kernel when absent. */
  readonly pads?: readonly [number, number, number, number];
}

/**
 * 2-D convolution with the kernel that the weights have. [N, C, H, W] → [N, C′, H′, W′].
 *
 * Errors: `weights/missingTensor`, `weights/unexpectedShape`.
 */
export const conv2d =
  (w: TensorScope, { stride = 1, pads }: ConvShape = {}): Layer =>
  (g, x) => {
    const tensor = rankOf(w.tensor("weight"), 4);
    expectChannels(tensor, 1, x.channels);
    const [out = 0, channels = 0, kernel = 1] = tensor.shape;
    if (kernel % 2 === 0 || tensor.shape[3] !== kernel)
      throw unexpectedShape(tensor, [out, channels, kernel | 1, kernel | 1]);
    const half = kernel >> 1;
    const wraps = g.padding === "circular" && pads === undefined && half > 0;
    const input = wraps ? wrapped(g, x, [half, half, half, half]) : x;
    const edges = wraps ? noPads : (pads ?? ([half, half, half, half] as const));
    const bias = perChannel(g, w, "bias", out);
    const { weight, beside } = g.product(tensor, {}, { kind: "conv", x: input, bias, stride, pads: edges });
    const attributes = { kernel_shape: [kernel, kernel], strides: [stride, stride], pads: edges };
    if (beside) return g.add(g.op("Conv", [input, weight], attributes, out), beside);
    return g.op("Conv", [input, weight, bias], attributes, out);
  };

const noPads = [0, 0, 0, 0] as const;

/** A picture with some of its opposite edges put around it: top, left, bottom, right, in cells. */
function wrapped(g: Graph, x: Value, [top, left, bottom, right]: readonly [number, number, number, number]): Value {
  return g.op("Pad", [x, g.ints([0, 0, top, left, 0, 0, bottom, right])], { mode: "wrap" });
}

export interface LinearOptions {
  /** Only some of the outputs, [from, to): for a row-major weight a stretch of the file. */
  readonly rows?: readonly [number, number];
  /** Whether the author's network has a bias here. */
  readonly bias?: "always" | "perhaps";
}

/**
 * A matrix over the last dimension: [M, C] → [M, C′], y = x·Wᵀ + b. A 1×1 convolution's weight serves as well.
 *
 * Errors: `weights/missingTensor`, `weights/unexpectedShape`.
 */
export const linear =
  (w: TensorScope, { rows, bias: hasBias = "always" }: LinearOptions = {}): Layer =>
  (g, x) => {
    const tensor = w.tensor("weight");
    const [out = 0, input = 0, ...kernel] = tensor.shape;
    expectChannels(tensor, 1, x.channels);
    if (kernel.some((size) => size !== 1)) throw unexpectedShape(tensor, [out, input, ...kernel.map(() => 1)]);
    const [from, to] = rows ?? [0, out];
    const view = { shape: [to - from, input], ...defined({ rows }) };
    const bias = hasBias === "always" || w.has("bias") ? rowsOfBias(g, w, out, rows) : undefined;
    const { weight, beside = bias } = g.product(tensor, view, { kind: "linear", x, bias });
    return g.op("Gemm", beside ? [x, weight, beside] : [x, weight], { transB: 1 }, to - from);
  };

function rowsOfBias(g: Graph, w: TensorScope, out: number, rows: readonly [number, number] | undefined): Value {
  const bias = rankOf(w.tensor("bias"), 1);
  expectChannels(bias, 0, out);
  return g.weight(bias, rows ? { rows } : {});
}

/**
 * Group normalisation in 32 groups. [N, C, H, W] → [N, C, H, W].
 *
 * Written as an InstanceNormalization over the groups: on the CPU it is three times as fast as GroupNormalization.
 */
export const groupNorm =
  (w: TensorScope, epsilon: number, groups = 32): Layer =>
  (g, x) => {
    if (x.channels % groups !== 0) throw unexpectedShape(w.tensor("weight"), [Math.ceil(x.channels / groups) * groups]);
    const weight = perChannel(g, w, "weight", x.channels, [x.channels, 1, 1]);
    const bias = perChannel(g, w, "bias", x.channels, [x.channels, 1, 1]);
    const grouped = g.op("Reshape", [x, g.ints([0, groups, -1])]);
    const ones = g.floats(Array<number>(groups).fill(1));
    const zeros = g.floats(Array<number>(groups).fill(0));
    const normal = g.op("InstanceNormalization", [grouped, ones, zeros], { epsilon: { float: epsilon } });
    const back = g.op("Reshape", [normal, g.op("Shape", [x])], {}, x.channels);
    return g.add(g.mul(back, weight), bias);
  };

/** Normalisation over the last dimension. [*, C] → [*, C]. */
export const layerNorm =
  (w: TensorScope, epsilon = 1e-5): Layer =>
  (g, x) =>
    g.op("LayerNormalization", [x, perChannel(g, w, "weight", x.channels), perChannel(g, w, "bias", x.channels)], {
      axis: -1,
      epsilon: { float: epsilon },
    });

/** A per-channel vector, [N, C] → [N, C, 1, 1], so that it can be added to a picture. */
export const spatial: Layer = (g, x) => g.op("Reshape", [x, g.ints([0, 0, 1, 1])]);

/** A picture as a list of tokens: [N, C, H, W] → [N, H·W, C]. */
export const toTokens: Layer = (g, x) => {
  const flat = g.op("Reshape", [x, g.ints([0, 0, -1])]);
  return g.op("Transpose", [flat], { perm: [0, 2, 1] });
};

/** Tokens back into a picture of the shape that `like` has: [N, H·W, C] → [N, C, H, W]. */
export const toPicture =
  (like: Value): Layer =>
  (g, x) => {
    const turned = g.op("Transpose", [x], { perm: [0, 2, 1] });
    return g.op("Reshape", [turned, g.op("Shape", [like])], {}, x.channels);
  };

/** [N, T, C] → [N·T, C], without copying. */
export const toRows: Layer = (g, x) => g.op("Reshape", [x, g.ints([-1, x.channels])]);

/** [N·T, C] → [N, T, C], with N and T of `like`. */
export const toSequence =
  (like: Value): Layer =>
  (g, x) => {
    const size = g.op("Shape", [like], { start: 0, end: 2 });
    const shape = g.op("Concat", [size, g.ints([x.channels])], { axis: 0 });
    return g.op("Reshape", [x, shape], {}, x.channels);
  };

/**
 * Scaled dot-product attention. q [N, T, C], k and v [N, S, C] → [N, T, C]. No T×S matrix is ever in memory, unless the
 * graph asks for plain attention. `bias` [1, 1, T, S] is added before the softmax.
 */
export function attention(g: Graph, q: Value, k: Value, v: Value, heads: number, bias?: Value): Value {
  if (g.attention === "plain") return plainAttention(g, q, k, v, heads, bias);
  const inputs = bias ? [q, k, v, undefined, undefined, bias] : [q, k, v];
  return g.op("MultiHeadAttention", inputs, { num_heads: heads });
}

/** softmax(q·kᵀ/√d + bias)·v, head by head. Source: Vaswani et al. 2017, arXiv 1706.03762, eq. 1. */
function plainAttention(g: Graph, q: Value, k: Value, v: Value, heads: number, bias?: Value): Value {
  const width = q.channels / heads;
  const split = (x: Value, perm: readonly number[]) =>
    g.op("Transpose", [g.op("Reshape", [x, g.ints([0, 0, heads, width])])], { perm });
  const scaled = g.op("Mul", [split(q, [0, 2, 1, 3]), g.floats([1 / Math.sqrt(width)])]);
  const scores = g.op("MatMul", [scaled, split(k, [0, 2, 3, 1])]);
  const shares = g.op("Softmax", [bias ? g.add(scores, bias) : scores], { axis: -1 });
  const mixed = g.op("MatMul", [shares, split(v, [0, 2, 1, 3])]);
  const back = g.op("Transpose", [mixed], { perm: [0, 2, 1, 3] });
  return g.op("Reshape", [back, g.ints([0, 0, q.channels])], {}, q.channels);
}

/** Doubles a picture, nearest neighbour. [N, C, H, W] → [N, C, 2H, 2W]. */
export const doubled: Layer = (g, x) => g.op("Resize", [x, undefined, g.floats([1, 1, 2, 2])], nearest);

/** The upper left part of a picture, as large as `like`. [N, C, H, W] → [N, C, H′, W′]. */
export const cutTo =
  (like: Value): Layer =>
  (g, x) => {
    const size = g.op("Shape", [like], { start: 2, end: 4 });
    return g.op("Slice", [x, g.ints([0, 0]), size, g.ints([2, 3])]);
  };

/**
 * Sums of the rows (or columns) of a 3×3 kernel that meet the same cell once the picture was doubled: for the even and
 * for the odd cells of the result.
 */
const evenSums = [1, 0, 0, 0, 1, 1];
const oddSums = [1, 1, 0, 0, 0, 1];

/**
 * Doubles a picture by nearest neighbour and convolves it with a 3×3 kernel, without ever making the doubled picture:
 * each of the four interleaved quarters of the result is a 2×2 convolution of the small one, with taps added up. The
 * same numbers but for rounding, in 4/9 of the work. [N, C, H, W] → [N, C′, 2H, 2W].
 *
 * Errors: `weights/missingTensor`, `weights/unexpectedShape`.
 */
export const upsampleConv =
  (w: TensorScope): Layer =>
  (g, x) => {
    const tensor = rankOf(w.tensor("weight"), 4);
    expectChannels(tensor, 1, x.channels);
    const [out = 0] = tensor.shape;
    const kernel = g.weight(tensor);
    const bias = perChannel(g, w, "bias", out);
    const quarters = [evenSums, oddSums].flatMap((rowSums, a) =>
      [evenSums, oddSums].map((columnSums, b) => {
        const rowsAdded = g.op("MatMul", [g.floats(rowSums, [2, 3]), kernel]);
        const columns = g.op("Transpose", [g.floats(columnSums, [2, 3])], { perm: [1, 0] });
        const taps = g.op("MatMul", [rowsAdded, columns]);
        const pads = [1 - a, 1 - b, a, b] as const;
        const wraps = g.padding === "circular";
        const input = wraps ? wrapped(g, x, pads) : x;
        return g.op("Conv", [input, taps, bias], { kernel_shape: [2, 2], pads: wraps ? noPads : pads }, out);
      }),
    );
    const stacked = g.op("Concat", quarters, { axis: 1 });
    return g.op("DepthToSpace", [stacked], { blocksize: 2, mode: "DCR" }, out);
  };

const nearest = { mode: "nearest", coordinate_transformation_mode: "asymmetric", nearest_mode: "floor" } as const;
