import type { WholeOrFactors } from "@danfang/weights";
import type { Graph } from "../../../graph/graph.ts";
import type { Value } from "../../../graph/value.ts";
import { constant, type Delta, product, reshape } from "../delta.ts";
import { factorProduct } from "./loha.ts";

const matrix = (g: Graph, m: WholeOrFactors, by: Value): Value =>
  "whole" in m ? g.mul(constant(g, m.whole), by) : factorProduct(g, m, by);

/** How many columns a matrix has, and how many rows. */
function sizeOf(m: WholeOrFactors): [rows: number, columns: number] {
  if ("whole" in m) return [m.whole.shape[0] ?? 1, product(m.whole.shape.slice(1))];
  const { a, b, core } = m;
  if (!core) return [a.shape[0] ?? 1, product(b.shape.slice(1))];
  return [product(a.shape.slice(1)), product(b.shape.slice(1)) * product(core.shape.slice(2))];
}

/** left ⊗ right: each number of the left, times the whole right. */
export const lokrDelta: Delta<"lokr"> = (g, { left, right }, { by, one }) => {
  const [[r1, c1], [r2, c2]] = [sizeOf(left), sizeOf(right)];
  const blocks = g.mul(
    reshape(g, matrix(g, left, by), [r1, 1, c1, 1]),
    reshape(g, matrix(g, right, one), [1, r2, 1, c2]),
  );
  return reshape(g, blocks, [r1 * r2, c1 * c2]);
};
