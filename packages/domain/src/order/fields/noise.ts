import type { FieldTable } from "../field.ts";
import { seed, share, side } from "./parts.ts";

export const noiseFields = {
  seed,
  /** Mixed into the noise: at a strength of 0 it is all the first seed's, at 1 all the second's. */
  "variation.seed": seed,
  "variation.strength": { ...share, absent: "refused" },
  /** Noise as a picture of this size would have it, in the middle of this one. */
  "seedResize.width": { ...side, absent: "refused", special: 0 },
  "seedResize.height": { ...side, absent: "refused", special: 0 },
  rng: { kind: "choice", choices: ["cpu", "nv"], usual: "cpu" },
  etaNoiseSeedDelta: {
    kind: "whole",
    least: Number.MIN_SAFE_INTEGER,
    most: Number.MAX_SAFE_INTEGER,
    usual: 0,
    step: 1,
  },
} as const satisfies FieldTable;
