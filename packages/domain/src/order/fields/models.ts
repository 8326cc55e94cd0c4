import type { FieldTable } from "../field.ts";
import { checkpoint } from "./parts.ts";

export const modelFields = {
  /** Absent: the default checkpoint. */
  checkpoint: { ...checkpoint, absent: "kept" },
  vae: { kind: "text", shortest: 1, longest: 4096, usual: "auto", names: "vae" },
} as const satisfies FieldTable;
