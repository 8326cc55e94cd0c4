import { type LoraModule, type MatchedModule, missingInputs } from "@danfang/weights";
import type { Graph } from "../../graph/graph.ts";
import type { Value } from "../../graph/value.ts";
import { constant, product, reshape } from "./delta.ts";
import { deltaOf } from "./deltas/index.ts";
import type { StrengthValues } from "./strengths.ts";

/** A module of the i-th LoRA, laid over a weight of the checkpoint. */
export interface Change extends MatchedModule {
  readonly lora: number;
  readonly ranks: number | undefined;
}

/** A weight seen as a matrix: its rows, and its columns as inputs × cells of the kernel. */
export interface MatrixSize {
  readonly rows: number;
  readonly inputs: number;
  readonly cells: number;
}

export function matrixSizeOf({ weight, isTransposed }: MatchedModule["target"]): MatrixSize {
  const [first = 1, second = 1, ...kernel] = weight.shape;
  return isTransposed
    ? { rows: second, inputs: first, cells: 1 }
    : { rows: first, inputs: second, cells: product(kernel) };
}

/** Whether a change is up·down and nothing more: then it can be added beside a product, and to some rows alone. */
export const isPlain = ({ module }: Change): boolean =>
  module.kind === "lowRank" && module.bias === undefined && module.magnitude === undefined;

/** Whether what a change makes depends on the weight that it meets, and so on the changes before it. */
export const seesWeight = ({ module }: Change): boolean =>
  module.magnitude !== undefined || ["ia3", "oft", "glora", "set"].includes(module.kind);

/** W → W + ΔW·strength, [rows, columns]. `weight` holds all rows. */
export function applyChange(g: Graph, strengths: StrengthValues, change: Change, weight: Value): Value {
  const { module, target, lora, ranks } = change;
  if (module.kind === "full" && module.diff === undefined) return weight; // only the bias changes
  const size = matrixSizeOf(target);
  const isDecomposed = module.magnitude !== undefined;
  const { one } = strengths;
  const by = isDecomposed ? g.mul(one, g.floats([module.scale])) : strengths.of(lora, module.scale);
  let delta = deltaOf(g, module, { weight, ...size, by, one, ranks });
  if (module.bias) delta = g.add(delta, g.mul(constant(g, module.bias, [size.rows, -1]), by));
  const missing = missingInputs(module, target) * size.cells;
  if (missing > 0) delta = g.op("Pad", [delta, g.ints([0, 0, 0, missing])]);
  const changed = g.add(weight, delta);
  if (!module.magnitude) return changed;
  const decomposed = decompose(g, changed, module.magnitude, size);
  return g.add(weight, g.mul(g.op("Sub", [decomposed, weight]), strengths.of(lora, 1)));
}

/**
 * DoRA: every input's column (or output's row) of M is given the length that the file says.
 *
 * A column of nothing but zeros stays so: where the length that it has is the divisor, none is shorter than `shortest`.
 * Source: Liu et al. 2024, arXiv 2402.09353; A1111 `apply_weight_decompose`; LyCORIS `apply_weight_decompose` for zeros.
 */
function decompose(
  g: Graph,
  m: Value,
  { lengths: told, of }: NonNullable<LoraModule["magnitude"]>,
  { rows, inputs, cells }: MatrixSize,
): Value {
  const isPerInput = of === "inputs" && product(told.shape) === inputs;
  const kernels = reshape(g, m, [rows, inputs, cells]);
  const axes = g.ints(isPerInput ? [0, 2] : [1, 2]);
  const norm = g.op("Max", [g.op("ReduceL2", [kernels, axes], { keepdims: 1 }), g.floats([shortest], [1, 1, 1])]);
  const lengths = constant(g, told, isPerInput ? [1, inputs, 1] : [rows, 1, 1]);
  return reshape(g, g.mul(kernels, g.op("Div", [lengths, norm])), [rows, inputs * cells]);
}

/** The smallest normal float32: whatever has a length is longer, but for numbers that have lost their digits. */
const shortest = 2 ** -126;
