import type { FieldTable } from "../field.ts";

export const gridFields = {
  "grid.drawLegend": { kind: "flag", usual: true },
  /** Between cells; as the WebUI's "Grid margins (px)". */
  "grid.margin": { kind: "whole", least: 0, most: 500, usual: 0, step: 2, slidesTo: 100, unit: "pixels" },
  /** Each cell draws its own seed for -1; else all share the one that is drawn. */
  "grid.keepRandomSeeds": { kind: "flag", usual: false },
} as const satisfies FieldTable;
