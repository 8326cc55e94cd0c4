import type { LoraModule, WeightTensor } from "@danfang/weights";
import type { Graph } from "../../graph/graph.ts";
import type { Value } from "../../graph/value.ts";

/** What a change is computed from. Weights are seen as matrices [rows, columns], columns = inputs × cells of the kernel. */
export interface DeltaContext {
  /** W as far as it is changed already: [rows, columns]. */
  readonly weight: Value;
  readonly rows: number;
  readonly inputs: number;
  readonly cells: number;
  /**
   * By which the change is multiplied, [1]. It is known only at run time, and so must enter before anything as large as
   * the weight is made: what depends on constants alone is computed when the session is made, and kept.
   */
  readonly by: Value;
  /** The number 1, [1], known only at run time: keeps a product of constants from being computed before. */
  readonly one: Value;
  /** Ranks of a low-rank change that are used, from the first. Undefined: all. */
  readonly ranks?: number | undefined;
}

/** ΔW·by of a module: [rows, columns of the module]. */
export type Delta<K extends LoraModule["kind"]> = (
  g: Graph,
  module: Extract<LoraModule, { kind: K }>,
  context: DeltaContext,
) => Value;

export const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** A tensor of the LoRA's file as float32 in any shape of its size; [first, all others] when absent. */
export function constant(g: Graph, tensor: WeightTensor, shape?: readonly number[]): Value {
  const rows = tensor.shape[0] ?? 1;
  return g.originalWeight(tensor, { shape: shape ?? [rows, product(tensor.shape) / rows] });
}

export const reshape = (g: Graph, x: Value, shape: readonly number[]): Value =>
  g.op("Reshape", [x, g.ints(shape)], {}, shape.at(-1));

export const transpose = (g: Graph, x: Value, ...perm: number[]): Value => g.op("Transpose", [x], { perm });

export const matMul = (g: Graph, a: Value, b: Value): Value => g.op("MatMul", [a, b], {}, b.channels);

/** Σ core[n, m, cell]·left[row, n]·right[m, in] → [row, in × cell]. */
export function tuckerProduct(g: Graph, left: Value, core: WeightTensor, right: Value): Value {
  const [n = 1, m = 1, ...kernel] = core.shape;
  const cells = product(kernel);
  const spread = reshape(g, matMul(g, left, constant(g, core, [n, m * cells])), [-1, m, cells]);
  const summed = matMul(g, transpose(g, spread, 0, 2, 1), right); // [row, cell, in]
  return reshape(g, transpose(g, summed, 0, 2, 1), [-1, right.channels * cells]);
}
