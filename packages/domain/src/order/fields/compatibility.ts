import type { FieldTable } from "../field.ts";

const flag = { kind: "flag", usual: false, absent: "kept" } as const;

/** What WebUIs of other years did otherwise. */
export const compatibilityFields = {
  /** Noise levels rounded to half precision, as before 1.8 of the WebUI. */
  "knobs.downcastAlphas": flag,
  /** `[from:to:when]` as before 1.6 of the WebUI: below 1 a share, else a step, and the same in both passes. */
  "knobs.oldPromptEditing": flag,
  /** Steps of second-order samplers count once in `[from:to:when]`, as in the first half of 2023. */
  "knobs.secondOrderStepsCountOnce": flag,
  /** The hires pass' prompts are encoded with the first pass' networks. */
  "knobs.hiresFirstPassNetworks": flag,
} as const satisfies FieldTable;
