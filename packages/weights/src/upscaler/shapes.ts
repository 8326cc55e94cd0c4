import type { TensorScope } from "../tensor-scope.ts";

/** Size of one dimension of a tensor, 0 where it has none such. Errors: `weights/missingTensor`. */
export const sizeOf = (w: TensorScope, name: string, dimension: number): number => w.tensor(name).shape[dimension] ?? 0;

/** A whole number that is this one's square root, if there is one above 0. */
export function rootOf(square: number): number | undefined {
  const root = Math.sqrt(square);
  return Number.isInteger(root) && root > 0 ? root : undefined;
}

/** How many of `name(0)`, `name(1)` … there are in a row. */
export function countOf(has: (n: number) => boolean, from = 0): number {
  let n = from;
  while (has(n)) n++;
  return n - from;
}

/** Layers or blocks beyond which no network goes; a hostile file might. */
export const mostLayers = 1000;
