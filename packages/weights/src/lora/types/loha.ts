import type { WeightTensor } from "../../tensor-scope.ts";
import {
  commonOf,
  type DeltaSize,
  expectSize,
  hasAll,
  kernelOf,
  type ModuleCommon,
  type ModuleParts,
  matrixOf,
  partOf,
} from "../module-parts.ts";

/** A matrix as a product, a·b, or with a core of kernels between its factors: Σ core[i, j, kh, kw]·a[i, row]·b[j, in]. */
export interface Factors {
  readonly a: WeightTensor;
  readonly b: WeightTensor;
  readonly core?: WeightTensor | undefined;
}

/** LoHa: ΔW is the product, number by number, of two low-rank matrices. */
export interface LohaModule extends ModuleCommon {
  readonly kind: "loha";
  readonly first: Factors;
  readonly second: Factors;
  readonly size: DeltaSize;
}

/** Size of the matrix that the factors make. Errors: `weights/badLora`. */
export function sizeOfFactors({ a, b, core }: Factors): { rows: number; columns: number } {
  const [left, right] = [matrixOf(a), matrixOf(b)];
  if (!core) {
    expectSize(a, "rank", left.columns, right.rows);
    return { rows: left.rows, columns: right.columns };
  }
  const middle = kernelOf(core);
  expectSize(a, "rank", left.rows, middle.rows);
  expectSize(b, "rank", right.rows, middle.columns);
  return { rows: left.columns, columns: right.columns * middle.cells };
}

/** Undefined: not of this kind. Errors: `weights/badLora`. Source: Hyeon-Woo et al. 2021, arXiv 2108.06098; LyCORIS `LohaModule`. */
export function readLoha(parts: ModuleParts): LohaModule | undefined {
  if (!hasAll(parts, "hada_w1_a", "hada_w1_b", "hada_w2_a", "hada_w2_b")) return undefined;
  const factors = (n: 1 | 2): Factors => ({
    a: partOf(parts, `hada_w${n}_a`),
    b: partOf(parts, `hada_w${n}_b`),
    core: parts.tensors.get(`hada_t${n}`),
  });
  const [first, second] = [factors(1), factors(2)];
  const [size, other] = [sizeOfFactors(first), sizeOfFactors(second)];
  expectSize(second.a, "rows", other.rows, size.rows);
  expectSize(second.b, "columns", other.columns, size.columns);
  return { kind: "loha", ...commonOf(parts, matrixOf(first.b).rows), first, second, size };
}
