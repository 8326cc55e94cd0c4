import { type TensorScope, weightsErrors } from "@danfang/weights";
import type { Graph } from "../graph.ts";
import { expectChannels, linear } from "../layers.ts";
import type { Value } from "../value.ts";

/** Heads must divide the width. Errors: `weights/badHeads`. */
export function expectHeads(w: TensorScope, heads: number, width: number): void {
  if (heads > 0 && width % heads === 0) return;
  throw weightsErrors.badHeads({ file: w.file, tensor: `${w.prefix}weight`, width, heads });
}

/**
 * Queries, keys and values of cells [M, C] from one matrix of 3·C rows. Errors: `weights/missingTensor`,
 * `weights/unexpectedShape`.
 */
export function queriesKeysValues(g: Graph, w: TensorScope, x: Value): readonly [Value, Value, Value] {
  expectChannels(w.tensor("weight"), 0, 3 * x.channels);
  const part = (i: number) => g.pipe(x, linear(w, { rows: [i * x.channels, (i + 1) * x.channels], bias: "perhaps" }));
  return [part(0), part(1), part(2)];
}
