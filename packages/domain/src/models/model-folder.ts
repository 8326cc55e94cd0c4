import { z } from "zod";
import { ProblemBody } from "../problem-body.ts";
import { ModelEntry } from "./model-entry.ts";

/** How many models of each kind; kinds without any are left out. */
export const ModelCounts = z.partialRecord(ModelEntry.shape.kind, z.number().int());
export type ModelCounts = z.infer<typeof ModelCounts>;

/**
 * Whose installation a folder is. `models`: a folder of models that is sorted as one of theirs; `oneKind`: the folder of
 * a single kind, as `Lora`; `plain`: any other, taken for checkpoints.
 */
export const FolderLayout = z.enum([
  "webui",
  "forge",
  "comfyui",
  "invokeai",
  "stabilityMatrix",
  "models",
  "oneKind",
  "plain",
] as const);
export type FolderLayout = z.infer<typeof FolderLayout>;

/** What a folder would bring if models were read from it. */
export const ModelFolderCheck = z.object({
  /** As it is kept: without quotes, spaces and slashes around it. */
  path: z.string(),
  layout: FolderLayout,
  counts: ModelCounts,
  /** What to know before it is added: it is empty, a whole disk, inside of another … */
  warnings: z.array(ProblemBody),
});
export type ModelFolderCheck = z.infer<typeof ModelFolderCheck>;

/** A folder that models are read from, as it is now. */
export const ModelFolder = z.object({
  path: z.string(),
  /** Who named it: Danfang itself, the settings, or `--models` on the command line. */
  from: z.enum(["own", "settings", "commandLine"]),
  /** `scanning`: it is new, and being looked through; `unusable`: the first of its problems says why. */
  state: z.enum(["ready", "scanning", "unusable"]),
  counts: ModelCounts,
  problems: z.array(ProblemBody),
});
export type ModelFolder = z.infer<typeof ModelFolder>;
