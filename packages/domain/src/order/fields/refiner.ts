import type { FieldTable } from "../field.ts";
import { checkpoint, share } from "./parts.ts";

/** Another checkpoint for the last part of the way. */
export const refinerFields = {
  "refiner.checkpoint": { ...checkpoint, absent: "refused" },
  /** Share of the noise that is gone when it takes over. */
  "refiner.switchAt": { ...share, usual: 0.8 },
  /** By the share of steps that are done instead, as before 1.8 of the WebUI. */
  "refiner.bySteps": { kind: "flag", usual: false, absent: "kept" },
  /** In which passes it takes over, where there are two. */
  "refiner.hiresPasses": {
    kind: "choice",
    choices: ["first", "second", "both"],
    usual: "second",
    absent: "kept",
  },
} as const satisfies FieldTable;
