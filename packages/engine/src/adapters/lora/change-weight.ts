import type { WeightTensor } from "@danfang/weights";
import type { Graph } from "../../graph/graph.ts";
import type { Value, WeightView } from "../../graph/value.ts";
import { applyChange, type Change, isPlain, matrixSizeOf } from "./change.ts";
import { matMul, product, reshape, transpose } from "./delta.ts";
import { rankMask, type StrengthValues } from "./strengths.ts";

type Rows = readonly [from: number, to: number];

const shapeOf = (tensor: WeightTensor, { shape, rows }: WeightView): readonly number[] =>
  shape ?? (rows ? [rows[1] - rows[0], ...tensor.shape.slice(1)] : tensor.shape);

/** up·down of some rows only: what a layer that asks for these rows needs, and no more. */
function plainRows(g: Graph, strengths: StrengthValues, { module, lora, ranks }: Change, rows: Rows): Value {
  if (module.kind !== "lowRank" || module.mid) throw new TypeError("only up·down is made by rows");
  const { up, down, rank } = module;
  const upRows = g.originalWeight(up, { rows, shape: [rows[1] - rows[0], rank] });
  const scaled = g.mul(upRows, g.mul(rankMask(g, rank, ranks), strengths.of(lora, module.scale)));
  return matMul(g, scaled, g.originalWeight(down, { shape: [rank, product(down.shape) / rank] }));
}

/**
 * W with all its changes in order, built anew in every run: W + Σ strength·ΔW, in the shape of the view.
 *
 * What is added never stands alone in memory for longer than its layer takes.
 */
export function changedWeight(
  g: Graph,
  strengths: StrengthValues,
  tensor: WeightTensor,
  view: WeightView,
  changes: readonly Change[],
): Value {
  const [first] = changes;
  if (!first) return g.originalWeight(tensor, view);
  const { rows, inputs, cells } = matrixSizeOf(first.target);
  const shape = shapeOf(tensor, view);
  const byRows = view.rows && changes.every((c) => isPlain(c) && c.module.kind === "lowRank" && !c.module.mid);
  if (view.rows && byRows) {
    const [from, to] = view.rows;
    let some = g.originalWeight(tensor, { rows: view.rows, shape: [to - from, inputs * cells] });
    for (const change of changes) some = g.add(some, plainRows(g, strengths, change, view.rows));
    return reshape(g, some, shape);
  }
  const { isTransposed } = first.target;
  let w = isTransposed
    ? transpose(g, g.originalWeight(tensor), 1, 0)
    : g.originalWeight(tensor, { shape: [rows, inputs * cells] });
  for (const change of changes) w = applyChange(g, strengths, change, w);
  if (isTransposed) w = transpose(g, w, 1, 0);
  if (view.rows) w = g.op("Slice", [w, g.ints([view.rows[0]]), g.ints([view.rows[1]]), g.ints([0])]);
  return { ...reshape(g, w, shape), channels: shape[0] ?? 1 };
}
