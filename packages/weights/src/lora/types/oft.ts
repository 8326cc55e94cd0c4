import type { WeightTensor } from "../../tensor-scope.ts";
import { badShape, commonOf, type DeltaSize, type ModuleCommon, type ModuleParts, matrixOf } from "../module-parts.ts";

/**
 * OFT and BOFT: W′ = R·W with R orthogonal, in blocks along the rows. `skew`: the blocks Q = B − Bᵀ give
 * R = (I + Q)·(I − Q)⁻¹. `rotation`: the blocks are R itself. `butterfly`: several such products, rows shuffled between.
 */
export interface OftModule extends ModuleCommon {
  readonly kind: "oft";
  readonly form: "skew" | "rotation" | "butterfly";
  /** [blocks, size, size], for a butterfly [stages, blocks, size, size]. */
  readonly blocks: WeightTensor;
  readonly blockCount: number;
  readonly blockSize: number;
  /** How large Q may be (Frobenius, all blocks together); undefined: any. */
  readonly largestNorm: number | undefined;
  /** A factor per row. */
  readonly rescale?: WeightTensor | undefined;
  readonly size: DeltaSize;
}

/**
 * Undefined: not of this kind. Errors: `weights/badLora`.
 *
 * Sources: Qiu et al. 2023, arXiv 2306.07280; Liu et al. 2023, arXiv 2311.06243; A1111 `NetworkModuleOFT`: alpha is not a
 * scale but, times the rows, the largest norm.
 */
export function readOft(parts: ModuleParts): OftModule | undefined {
  const diagonal = parts.tensors.get("oft_diag");
  const blocks = parts.tensors.get("oft_blocks") ?? diagonal;
  if (!blocks) return undefined;
  const { shape } = blocks;
  matrixOf(blocks);
  const isButterfly = blocks !== diagonal && shape.length === 4;
  if (shape.length !== (isButterfly ? 4 : 3)) throw badShape(blocks, "[blocks, size, size]");
  const [blockCount = 0, blockSize = 0, width] = isButterfly ? shape.slice(1) : shape;
  if (width !== blockSize) throw badShape(blocks, "square blocks");
  const rows = blockCount * blockSize;
  const stages = isButterfly ? (shape[0] ?? 0) : 0;
  if (isButterfly && (blockSize % 2 !== 0 || rows % (2 ** (stages - 1) * blockSize) !== 0))
    throw badShape(blocks, "stages that halve the rows evenly");
  const rescale = parts.tensors.get("rescale");
  if (rescale && matrixOf(rescale).rows * matrixOf(rescale).columns !== rows)
    throw badShape(rescale, `${rows} numbers`);
  const alpha = parts.numbers.get("alpha") ?? 0;
  return {
    kind: "oft",
    ...commonOf(parts),
    scale: 1,
    form: isButterfly ? "butterfly" : blocks === diagonal ? "rotation" : "skew",
    blocks,
    blockCount,
    blockSize,
    largestNorm: alpha > 0 && blocks !== diagonal ? alpha * rows : undefined,
    rescale,
    size: { rows, columns: undefined },
  };
}
