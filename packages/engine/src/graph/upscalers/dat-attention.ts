import type { TensorScope } from "@danfang/weights";
import type { Graph, Layer } from "../graph.ts";
import { attention, conv2d, expectChannels, gelu, layerNorm, linear } from "../layers.ts";
import type { Value } from "../value.ts";
import { expectHeads, queriesKeysValues } from "./queries.ts";
import {
  cellsOf,
  fromWindows,
  movedMask,
  type PictureSize,
  pictureOf,
  positionBias,
  relativePositions,
  toWindows,
  type Windows,
} from "./windows.ts";

/** One of the two ways in which a picture is cut: half the channels see wide windows, half high ones. */
interface Cut {
  readonly windows: Windows;
  readonly moved: Windows;
  readonly positions: Value;
  /** All ways in which two cells of a window can lie to each other, [(2h−1)(2w−1), 2]: cells down and right. */
  readonly ways: Value;
  readonly mask: Value;
}

/** What all blocks of a network share about the picture. */
export interface DatPicture {
  readonly of: PictureSize;
  /** Filled up so that windows of both kinds fit. */
  readonly filled: PictureSize;
  readonly cuts: readonly [Cut, Cut];
}

export function datPicture(g: Graph, of: PictureSize, [height, width]: readonly [number, number]): DatPicture {
  const largest = g.ints([Math.max(height, width)]);
  const upTo = (side: Value) => {
    const more = g.op("Sub", [g.add(side, largest), g.ints([1])]);
    return g.mul(g.op("Div", [more, largest]), largest);
  };
  const filled = { height: upTo(of.height), width: upTo(of.width) };
  const cut = (h: number, w: number): Cut => {
    const size = { height: h, width: w };
    const moved = { size, of: filled, shift: [h >> 1, w >> 1] } as const;
    const ways = Array.from({ length: (2 * h - 1) * (2 * w - 1) }, (_, i) => [
      Math.floor(i / (2 * w - 1)) - h + 1,
      (i % (2 * w - 1)) - w + 1,
    ]);
    return {
      windows: { size, of: filled, shift: [0, 0] },
      moved,
      positions: relativePositions(g, size),
      ways: g.constant(Float32Array.from(ways.flat()), [ways.length, 2]),
      mask: movedMask(g, moved),
    };
  };
  return { of, filled, cuts: [cut(height, width), cut(width, height)] };
}

/** 3×3, each channel by itself. [N, C, H, W] → [N, C, H, W]. Errors: `weights/missingTensor`, `weights/unexpectedShape`. */
export const depthwise =
  (w: TensorScope): Layer =>
  (g, x) => {
    const tensor = w.tensor("weight");
    const bias = w.tensor("bias");
    expectChannels(tensor, 0, x.channels);
    expectChannels(tensor, 1, 1);
    expectChannels(tensor, 2, 3);
    expectChannels(tensor, 3, 3);
    expectChannels(bias, 0, x.channels);
    const attributes = { kernel_shape: [3, 3], pads: [1, 1, 1, 1], group: x.channels };
    return g.op("Conv", [x, g.weight(tensor), g.weight(bias)], attributes);
  };

/** Source: PyTorch, `BatchNorm2d`. */
const batchEpsilon = 1e-5;

/** By the mean and variance that training found. [N, C, H, W] → [N, C, H, W]. */
const batchNorm =
  (w: TensorScope): Layer =>
  (g, x) => {
    const parts = ["weight", "bias", "running_mean", "running_var"].map((name) => {
      const tensor = w.tensor(name);
      expectChannels(tensor, 0, x.channels);
      return g.weight(tensor);
    });
    return g.op("BatchNormalization", [x, ...parts], { epsilon: { float: batchEpsilon } });
  };

/** What the convolutions beside the attention see. */
const convolved = (w: TensorScope): Layer[] => [depthwise(w.at("0")), batchNorm(w.at("1")), gelu];

/** How much each channel counts, from its mean. [1, C, H, W] → [1, C, 1, 1]. */
const channelShares =
  (w: TensorScope): Layer =>
  (g, x) => {
    const mean = g.op("GlobalAveragePool", [x]);
    const shares = g.pipe(mean, conv2d(w.at("1")), batchNorm(w.at("2")), gelu, conv2d(w.at("4")));
    return g.op("Sigmoid", [shares]);
  };

/** How much each cell counts. [1, C, H, W] → [1, 1, H, W]. */
const spatialShares =
  (w: TensorScope): Layer =>
  (g, x) =>
    g.op("Sigmoid", [g.pipe(x, conv2d(w.at("0")), batchNorm(w.at("1")), gelu, conv2d(w.at("3")))]);

/** A bias for each way in which two cells lie to each other, by a small network. [W, 2] → [W, heads]. */
const dynamicBias = (w: TensorScope): Layer[] => {
  const step = (name: string): Layer[] => [
    layerNorm(w.at(`${name}.0`)),
    (g, x) => g.op("Relu", [x]),
    linear(w.at(`${name}.2`)),
  ];
  return [linear(w.at("pos_proj")), ...step("pos1"), ...step("pos2"), ...step("pos3")];
};

/** One half of the channels, attending within windows of one shape. q, k, v [H·W, C/2] → the same. */
function attendInWindows(
  g: Graph,
  w: TensorScope,
  parts: readonly [Value, Value, Value],
  { picture, cut, heads, isMoved }: { picture: DatPicture; cut: Cut; heads: number; isMoved: boolean },
): Value {
  const windows = isMoved ? cut.moved : cut.windows;
  const { height, width } = windows.size;
  const [q, k, v] = parts.map((part) => toWindows(g, fill(g, part, picture), windows)) as [Value, Value, Value];
  const table = g.pipe(cut.ways, ...dynamicBias(w.at("pos")));
  expectChannels(w.tensor("pos.pos3.2.weight"), 0, heads);
  const bias = positionBias(g, table, cut.positions, height * width);
  const mixed = attention(g, q, k, v, heads, isMoved ? g.add(bias, cut.mask) : bias);
  return cutTo(g, fromWindows(g, mixed, windows), picture);
}

/** Cells with zeros to the right and below, as many as windows need. */
function fill(g: Graph, cells: Value, { of, filled }: DatPicture): Value {
  const picture = g.pipe(cells, pictureOf(of));
  const missing = (side: "height" | "width") => g.op("Sub", [filled[side], of[side]]);
  const ends = g.op("Concat", [g.ints([0, 0, 0, 0, 0, 0]), missing("height"), missing("width")], { axis: 0 });
  return g.pipe(g.op("Pad", [picture, ends]), cellsOf);
}

function cutTo(g: Graph, cells: Value, { of, filled }: DatPicture): Value {
  const picture = g.pipe(cells, pictureOf(filled));
  const size = g.op("Concat", [of.height, of.width], { axis: 0 });
  return g.pipe(g.op("Slice", [picture, g.ints([0, 0]), size, g.ints([2, 3])]), cellsOf);
}

/**
 * Attention among the cells of windows, half of the channels in wide ones, half in high ones, weighed against a
 * convolution. [H·W, C] → the same.
 *
 * Errors: `weights/missingTensor`, `weights/unexpectedShape`, `weights/badHeads`. Source: Chen et al. 2023,
 * `Adaptive_Spatial_Attention`.
 */
export const spatialAttention =
  (w: TensorScope, heads: number, picture: DatPicture, isMoved: boolean): Layer =>
  (g, x) => {
    expectHeads(w.at("qkv"), heads, x.channels);
    expectHeads(w.at("qkv"), 2, heads);
    const parts = queriesKeysValues(g, w.at("qkv"), x);
    const width = x.channels / 2;
    const half = (part: Value, i: number) =>
      g.op("Slice", [part, g.ints([i * width]), g.ints([(i + 1) * width]), g.ints([1])], {}, width);
    const halves = picture.cuts.map((cut, i) => {
      const [q, k, v] = parts;
      const own = [half(q, i), half(k, i), half(v, i)] as const;
      return attendInWindows(g, w.at(`attns.${i}`), own, { picture, cut, heads: heads / 2, isMoved });
    });
    const attended = g.pipe(g.op("Concat", halves, { axis: 1 }, x.channels), pictureOf(picture.of));
    const beside = g.pipe(parts[2], pictureOf(picture.of), ...convolved(w.at("dwconv")));
    const byChannel = g.mul(attended, g.pipe(beside, channelShares(w.at("channel_interaction"))));
    const byCell = g.mul(beside, g.pipe(attended, spatialShares(w.at("spatial_interaction"))));
    return g.pipe(g.add(byChannel, byCell), cellsOf, linear(w.at("proj")));
  };

/** Below it a length counts as nothing. Source: PyTorch, `functional.normalize`. */
const shortest = 1e-12;

/**
 * Attention among the channels of the whole picture, weighed against a convolution. [H·W, C] → the same.
 *
 * Errors: `weights/missingTensor`, `weights/unexpectedShape`, `weights/badHeads`. Source: Chen et al. 2023,
 * `Adaptive_Channel_Attention`.
 */
export const channelAttention =
  (w: TensorScope, heads: number, picture: DatPicture): Layer =>
  (g, x) => {
    expectHeads(w.at("qkv"), heads, x.channels);
    const temperature = w.tensor("temperature");
    expectChannels(temperature, 0, heads);
    const parts = queriesKeysValues(g, w.at("qkv"), x);
    const split = (part: Value) =>
      g.op("Transpose", [g.op("Reshape", [part, g.ints([-1, heads, x.channels / heads])])], { perm: [1, 2, 0] });
    const [q, k, v] = parts.map(split) as [Value, Value, Value]; // [heads, d, H·W]
    const unit = (part: Value) => {
      const length = g.op("ReduceL2", [part, g.ints([2])], { keepdims: 1 });
      return g.op("Div", [part, g.op("Max", [length, g.floats([shortest])])]);
    };
    const alike = g.op("MatMul", [unit(q), g.op("Transpose", [unit(k)], { perm: [0, 2, 1] })]);
    const scores = g.mul(alike, g.weight(temperature, { shape: [heads, 1, 1] }));
    const mixed = g.op("MatMul", [g.op("Softmax", [scores], { axis: -1 }), v]);
    const rows = g.op("Transpose", [g.op("Reshape", [mixed, g.ints([x.channels, -1])])], { perm: [1, 0] }, x.channels);
    const attended = g.pipe({ ...rows, channels: x.channels }, pictureOf(picture.of));
    const beside = g.pipe(parts[2], pictureOf(picture.of), ...convolved(w.at("dwconv")));
    const byCell = g.mul(attended, g.pipe(beside, spatialShares(w.at("spatial_interaction"))));
    const byChannel = g.mul(beside, g.pipe(attended, channelShares(w.at("channel_interaction"))));
    return g.pipe(g.add(byCell, byChannel), cellsOf, linear(w.at("proj")));
  };
