import type { LoraModule } from "@danfang/weights";
import type { Graph } from "../../../graph/graph.ts";
import type { Value } from "../../../graph/value.ts";
import { constant, type Delta, type DeltaContext, matMul, reshape, transpose } from "../delta.ts";

type Oft = Extract<LoraModule, { kind: "oft" }>;

/** Keeps a norm of zero from dividing by it. Source: A1111 `NetworkModuleOFT.calc_updown`. */
const tiny = 1e-8;

const identity = (g: Graph, size: number): Value =>
  g.constant(
    Float32Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0)),
    [size, size],
  );

/** Blocks of rotations, [n, size, size] each. */
function rotations(g: Graph, { form, blocks, blockSize, largestNorm }: Oft): Value {
  const stored = constant(g, blocks, blocks.shape);
  if (form === "rotation") return stored;
  const perm = blocks.shape.map((_, i) => i).toSpliced(-2, 2, blocks.shape.length - 1, blocks.shape.length - 2);
  let skew = g.op("Sub", [stored, transpose(g, stored, ...perm)]);
  if (largestNorm !== undefined) {
    const norm = g.op("ReduceL2", [skew], { keepdims: 0 });
    const clamped = g.op("Min", [norm, g.floats([largestNorm], [])]);
    const epsilon = g.floats([tiny], []);
    skew = g.mul(skew, g.op("Div", [g.add(clamped, epsilon), g.add(norm, epsilon)]));
  }
  const unit = identity(g, blockSize);
  return matMul(g, g.add(unit, skew), g.op("Inverse", [g.op("Sub", [unit, skew])]));
}

/** One rotation for each block of rows: Rᵀ·W, as the trainers of OFT multiply. */
function blockwise(g: Graph, module: Oft, { weight, rows, inputs, cells, by }: DeltaContext): Value {
  const { blockCount, blockSize, rescale } = module;
  let turned = transpose(g, rotations(g, module), 0, 2, 1);
  if (rescale) turned = g.mul(turned, constant(g, rescale, [blockCount, blockSize, 1]));
  const change = g.mul(g.op("Sub", [turned, identity(g, blockSize)]), by);
  const grouped = reshape(g, weight, [blockCount, blockSize, inputs * cells]);
  return reshape(g, matMul(g, change, grouped), [rows, inputs * cells]);
}

/** Stages of rotations, R·W, between which rows change places in ever larger strides. */
function butterfly(g: Graph, module: Oft, { weight, rows, inputs, cells, by, one }: DeltaContext): Value {
  const { blocks, blockCount, blockSize, rescale } = module;
  const columns = inputs * cells;
  const stages = blocks.shape[0] ?? 1;
  const all = g.mul(rotations(g, module), one);
  let w = weight;
  for (let i = 0; i < stages; i++) {
    const stride = (2 ** i * blockSize) / 2;
    const rotation = g.op("Gather", [all, g.ints([i], [])], { axis: 0 });
    const apart = transpose(g, reshape(g, w, [-1, 2, stride, columns]), 0, 2, 1, 3);
    const turned = matMul(g, rotation, reshape(g, apart, [blockCount, blockSize, columns]));
    const back = transpose(g, reshape(g, turned, [-1, stride, 2, columns]), 0, 2, 1, 3);
    w = reshape(g, back, [rows, columns]);
  }
  const scaled = rescale ? g.mul(w, constant(g, rescale, [rows, 1])) : w;
  return g.mul(g.op("Sub", [scaled, weight]), by);
}

/** R·W − W. */
export const oftDelta: Delta<"oft"> = (g, module, context) =>
  module.form === "butterfly" ? butterfly(g, module, context) : blockwise(g, module, context);
