import type { FieldTable } from "../field.ts";
import { checkpoint, label, picture, prompt, share, side } from "./parts.ts";

/** The second, larger pass. What is absent is that of the first. */
export const hiresFields = {
  "hires.scale": { kind: "number", least: 1, most: 8, usual: 2, step: 0.05, slidesTo: 4 },
  /** Both win over the scale; with only one of them the other follows the picture's shape. */
  "hires.width": { ...side, absent: "kept", special: 0 },
  "hires.height": { ...side, absent: "kept", special: 0 },
  /** 0: as many as the first pass. */
  "hires.steps": { kind: "whole", least: 0, most: 1000, usual: 0, step: 1, slidesTo: 60 },
  "hires.upscaler": { kind: "text", longest: 1000, usual: "Latent", names: "upscaler" },
  "hires.denoisingStrength": { ...share, usual: 0.7 },
  "hires.sampler": { ...label, absent: "kept", names: "sampler" },
  "hires.schedule": { ...label, absent: "kept", names: "schedule" },
  "hires.prompt": { ...prompt, absent: "kept" },
  "hires.negativePrompt": { ...prompt, absent: "kept" },
  "hires.checkpoint": { ...checkpoint, absent: "kept" },
  /** A picture that takes the first pass's place: only the second is painted. */
  "hires.firstPass": { ...picture, absent: "kept" },
} as const satisfies FieldTable;
