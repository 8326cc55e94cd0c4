import type { FieldTable } from "../field.ts";
import { label } from "./parts.ts";

export const samplingFields = {
  steps: { kind: "whole", least: 1, most: 1000, usual: 20, step: 1, slidesTo: 60 },
  sampler: { ...label, usual: "Euler a", names: "sampler" },
  schedule: { ...label, usual: "automatic", names: "schedule" },
  cfgScale: { kind: "number", least: 0, most: 1000, usual: 7, step: 0.5, slidesTo: 20 },
  /** 0 leaves guidance as it is, 1 brings its contrast back to that of the prompt alone. */
  cfgRescale: { kind: "number", least: 0, most: 1, usual: 0, step: 0.05, slidesTo: 1, absent: "kept" },
} as const satisfies FieldTable;
