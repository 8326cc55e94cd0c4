import type { Factors } from "@danfang/weights";
import type { Graph } from "../../../graph/graph.ts";
import type { Value } from "../../../graph/value.ts";
import { constant, type Delta, matMul, product, transpose, tuckerProduct } from "../delta.ts";

/** The matrix that factors make, times `by`. */
export function factorProduct(g: Graph, { a, b, core }: Factors, by: Value): Value {
  const left = g.mul(constant(g, a), by);
  const right = constant(g, b);
  if (!core) return matMul(g, left, right);
  return tuckerProduct(g, transpose(g, left, 1, 0), core, { ...right, channels: product(b.shape) / (b.shape[0] ?? 1) });
}

/** (a1·b1) ∘ (a2·b2). */
export const lohaDelta: Delta<"loha"> = (g, { first, second }, { by, one }) =>
  g.mul(factorProduct(g, first, by), factorProduct(g, second, one));
