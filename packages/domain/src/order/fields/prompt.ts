import type { FieldTable } from "../field.ts";
import { prompt } from "./parts.ts";

export const promptFields = {
  prompt: { ...prompt, absent: "refused" },
  negativePrompt: { ...prompt, usual: "" },
  /** Names of saved styles, added to both prompts in this order. */
  styles: { kind: "texts", absent: "kept", longest: 1000, atMost: 100, names: "style" },
  /** What brackets do to the encoded text. */
  emphasis: { kind: "choice", choices: ["original", "noNorm", "ignore", "none"], usual: "original", absent: "kept" },
  /** Layers of the text encoder that are left out at its end, and one. */
  clipSkip: { kind: "whole", least: 1, most: 12, usual: 1, step: 1, slidesTo: 12 },
} as const satisfies FieldTable;
