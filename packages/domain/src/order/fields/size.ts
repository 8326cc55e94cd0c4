import type { FieldTable } from "../field.ts";
import { side } from "./parts.ts";

export const sizeFields = {
  /** Absent: the checkpoint's own, or that of the picture to start from. */
  width: { ...side, absent: "kept" },
  height: { ...side, absent: "kept" },
  batchSize: { kind: "whole", least: 1, most: 64, usual: 1, step: 1, slidesTo: 8 },
  batchCount: { kind: "whole", least: 1, most: 10_000, usual: 1, step: 1, slidesTo: 8 },
  /** Edges that meet: the picture can be laid side by side. */
  tiling: { kind: "flag", usual: false, absent: "kept" },
} as const satisfies FieldTable;
