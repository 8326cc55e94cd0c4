import type { WeightTensor } from "../../tensor-scope.ts";
import {
  badShape,
  commonOf,
  type DeltaSize,
  expectSize,
  hasAll,
  type ModuleCommon,
  type ModuleParts,
  matrixOf,
  partOf,
} from "../module-parts.ts";

/** GLoRA: ΔW = up·down + W·(inUp·inDown). */
export interface GloraModule extends ModuleCommon {
  readonly kind: "glora";
  /** [rows, rank]. */
  readonly up: WeightTensor;
  /** [rank, columns]. */
  readonly down: WeightTensor;
  /** [in, rank]. */
  readonly inUp: WeightTensor;
  /** [rank, in]. */
  readonly inDown: WeightTensor;
  readonly size: DeltaSize;
}

/**
 * Undefined: not of this kind. Older files have the factors the other way round (b2·b1, a2·a1) and are scaled by 1, as
 * AUTOMATIC1111 does; newer ones by alpha over rank. The shapes tell which.
 *
 * Errors: `weights/badLora`. Sources: Chavan et al. 2023, arXiv 2306.07967; LyCORIS `GLoRAModule`; A1111
 * `NetworkModuleGLora`.
 */
export function readGlora(parts: ModuleParts): GloraModule | undefined {
  if (!hasAll(parts, "glora_a1", "glora_a2", "glora_b1", "glora_b2")) return undefined;
  const core = parts.tensors.get("glora_bm");
  if (core) throw badShape(core, "no core between the factors");
  const [a1, a2] = [partOf(parts, "glora_a1"), partOf(parts, "glora_a2")];
  const [b1, b2] = [partOf(parts, "glora_b1"), partOf(parts, "glora_b2")];
  const fitsOld = matrixOf(b2).columns === matrixOf(b1).rows;
  const fitsNew = matrixOf(b1).columns === matrixOf(b2).rows;
  const isOld = fitsOld && (!fitsNew || matrixOf(a1).rows <= matrixOf(a1).columns); // both fit where W is square
  const [up, down, inUp, inDown] = isOld ? [b2, b1, a2, a1] : [b1, b2, a1, a2];
  const rank = matrixOf(down).rows;
  expectSize(up, "rank", matrixOf(up).columns, rank);
  expectSize(inUp, "rank", matrixOf(inUp).columns, matrixOf(inDown).rows);
  expectSize(inDown, "columns", matrixOf(inDown).columns, matrixOf(inUp).rows);
  const size = { rows: matrixOf(up).rows, columns: matrixOf(down).columns };
  return { kind: "glora", ...commonOf(parts, isOld ? undefined : rank), up, down, inUp, inDown, size };
}
