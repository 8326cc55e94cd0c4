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

/** The change itself, as large as the weight; or, for norms, as their authors name the same. */
export interface FullModule extends ModuleCommon {
  readonly kind: "full";
  /** Undefined where only the bias changes. */
  readonly diff?: WeightTensor | undefined;
  readonly diffBias?: WeightTensor | undefined;
  readonly size: DeltaSize;
}

/** A weight that takes the place of the checkpoint's: ΔW = set − W. */
export interface SetModule extends ModuleCommon {
  readonly kind: "set";
  readonly weight: WeightTensor;
  readonly size: DeltaSize;
}

/** Undefined: not of this kind. Errors: `weights/badLora`. Source: LyCORIS `FullModule`; ComfyUI's `diff_b` alone. */
export function readFull(parts: ModuleParts): FullModule | undefined {
  const [diff, diffBias] = [parts.tensors.get("diff"), parts.tensors.get("diff_b")];
  if (!diff && !diffBias) return undefined;
  if (diffBias) matrixOf(diffBias);
  return { kind: "full", ...commonOf(parts), diff, diffBias, size: diff ? matrixOf(diff) : anySize };
}

const anySize: DeltaSize = { rows: undefined, columns: undefined };

/** Undefined: not of this kind. Errors: `weights/badLora`. Source: LyCORIS `NormModule`. */
export function readNorm(parts: ModuleParts): FullModule | undefined {
  if (!hasAll(parts, "w_norm", "b_norm")) return undefined;
  const [diff, diffBias] = [partOf(parts, "w_norm"), partOf(parts, "b_norm")];
  matrixOf(diffBias);
  return { kind: "full", ...commonOf(parts), diff, diffBias, size: matrixOf(diff) };
}

/** Undefined: not of this kind. Errors: `weights/badLora`. Source: ComfyUI's `set_weight`. */
export function readSet(parts: ModuleParts): SetModule | undefined {
  const weight = parts.tensors.get("set_weight");
  return weight && { kind: "set", ...commonOf(parts), weight, size: matrixOf(weight) };
}
