import type { WeightTensor } from "../../tensor-scope.ts";
import {
  commonOf,
  type DeltaSize,
  hasAll,
  type ModuleCommon,
  type ModuleParts,
  matrixOf,
  partOf,
} from "../module-parts.ts";

/** (IA)³: ΔW = W ∘ factor, a number for each input or each output. */
export interface Ia3Module extends ModuleCommon {
  readonly kind: "ia3";
  readonly factor: WeightTensor;
  readonly isOnInput: boolean;
  readonly size: DeltaSize;
  /** How many numbers `factor` has. */
  readonly count: number;
}

/** Undefined: not of this kind. Errors: `weights/badLora`. Source: Liu et al. 2022, arXiv 2205.05638; LyCORIS `IA3Module`. */
export function readIa3(parts: ModuleParts): Ia3Module | undefined {
  if (!hasAll(parts, "weight", "on_input")) return undefined;
  const factor = partOf(parts, "weight");
  const { rows, columns } = matrixOf(factor);
  const count = rows * columns;
  const isOnInput = parts.numbers.get("on_input") !== 0;
  const size = isOnInput ? { rows: undefined, columns: undefined } : { rows: count, columns: undefined };
  return { kind: "ia3", ...commonOf(parts), factor, isOnInput, size, count };
}
