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

/** LoRA and LoCon: ΔW = up·down, or up·mid·down with a small convolution in the middle (Tucker). */
export interface LowRankModule extends ModuleCommon {
  readonly kind: "lowRank";
  /** [rows, rank]. */
  readonly up: WeightTensor;
  /** [rank, columns], for a convolution [rank, in, kh, kw]. */
  readonly down: WeightTensor;
  /** [up's rank, down's rank, kh, kw]. */
  readonly mid?: WeightTensor | undefined;
  readonly rank: number;
  readonly size: DeltaSize;
}

/** Undefined: not of this kind. Errors: `weights/badLora`. Source: Hu et al. 2021, arXiv 2106.09685; LyCORIS `LoConModule`. */
export function readLowRank(parts: ModuleParts): LowRankModule | undefined {
  if (!hasAll(parts, "up", "down")) return undefined;
  const [up, down, mid] = [partOf(parts, "up"), partOf(parts, "down"), parts.tensors.get("mid")];
  const [u, d] = [matrixOf(up), matrixOf(down)];
  const m = mid && kernelOf(mid);
  expectSize(up, "rank", u.columns, m?.rows ?? d.rows);
  if (mid && m) expectSize(mid, "second dimension", m.columns, d.rows);
  const size = { rows: u.rows, columns: d.columns * (m?.cells ?? 1) };
  return { kind: "lowRank", ...commonOf(parts, d.rows), up, down, mid, rank: d.rows, size };
}
