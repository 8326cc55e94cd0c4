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
import { type Factors, sizeOfFactors } from "./loha.ts";

/** A matrix in full, or as factors. */
export type WholeOrFactors = { readonly whole: WeightTensor } | Factors;

/** LoKr: ΔW = w1 ⊗ w2, the Kronecker product of two small matrices. */
export interface LokrModule extends ModuleCommon {
  readonly kind: "lokr";
  readonly left: WholeOrFactors;
  readonly right: WholeOrFactors;
  readonly size: DeltaSize;
}

const sizeOfEither = (matrix: WholeOrFactors): { rows: number; columns: number } =>
  "whole" in matrix ? matrixOf(matrix.whole) : sizeOfFactors(matrix);

function either(parts: ModuleParts, n: 1 | 2): WholeOrFactors | undefined {
  const whole = parts.tensors.get(`lokr_w${n}`);
  if (whole) return { whole };
  if (!hasAll(parts, `lokr_w${n}_a`, `lokr_w${n}_b`)) return undefined;
  const core = n === 2 ? parts.tensors.get("lokr_t2") : undefined;
  return { a: partOf(parts, `lokr_w${n}_a`), b: partOf(parts, `lokr_w${n}_b`), core };
}

const rankOf = (matrix: WholeOrFactors) => ("whole" in matrix ? undefined : matrixOf(matrix.b).rows);

/**
 * Undefined: not of this kind. The rank is that of the second matrix, or else the first; two full ones have none, and
 * so no use for alpha. Errors: `weights/badLora`. Source: Edalati et al. 2022, arXiv 2212.10650; A1111 `NetworkModuleLokr`.
 */
export function readLokr(parts: ModuleParts): LokrModule | undefined {
  const [left, right] = [either(parts, 1), either(parts, 2)];
  if (!left || !right) return undefined;
  const [l, r] = [sizeOfEither(left), sizeOfEither(right)];
  const size = { rows: l.rows * r.rows, columns: l.columns * r.columns };
  return { kind: "lokr", ...commonOf(parts, rankOf(right) ?? rankOf(left)), left, right, size };
}
