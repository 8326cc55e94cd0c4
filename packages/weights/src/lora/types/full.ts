import type { WeightTensor } from "../../tensor-scope.ts";
import { commonOf, type DeltaSize, type ModuleCommon, type ModuleParts, matrixOf } from "../module-parts.ts";

/** The change itself, as large as the weight; or, for norms, as their authors name the same. */
export interface FullModule extends ModuleCommon {
  readonly kind: "full";
  /** Undefined where only the bias changes. */
  readonly diff?: WeightTensor | undefined;
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
  const diff = parts.tensors.get("diff");
  if (!diff && !parts.tensors.has("diff_b")) return undefined;
  return fullOf(parts, diff);
}

/** Where only the bias changes, nothing of the weight is measured or moved. */
const fullOf = (parts: ModuleParts, diff: WeightTensor | undefined): FullModule =>
  diff
    ? { kind: "full", ...commonOf(parts), diff, size: matrixOf(diff) }
    : { kind: "full", ...commonOf(parts), bias: undefined, magnitude: undefined, diff, size: anySize };

const anySize: DeltaSize = { rows: undefined, columns: undefined };

/** Undefined: not of this kind. Errors: `weights/badLora`. Source: LyCORIS `NormModule`. */
export function readNorm(parts: ModuleParts): FullModule | undefined {
  const diff = parts.tensors.get("w_norm");
  if (!diff && !parts.tensors.has("b_norm")) return undefined;
  return fullOf(parts, diff);
}

/** Undefined: not of this kind. Errors: `weights/badLora`. Source: ComfyUI's `set_weight`. */
export function readSet(parts: ModuleParts): SetModule | undefined {
  const weight = parts.tensors.get("set_weight");
  return weight && { kind: "set", ...commonOf(parts), weight, size: matrixOf(weight) };
}
