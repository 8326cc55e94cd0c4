import { z } from "zod";
import type { Bytes } from "./units.ts";

/** A picture, or pieces of a model, as they are handed in over HTTP: a body is no larger. */
export const largestPictureBody: Bytes = 64 * 1024 * 1024;

/** Pieces of one file that may be sent. */
export const mostPieces = 64;
/** What all pieces of one file together may weigh: the description of the largest known model has 8 MB. */
export const mostPieceBytes: Bytes = 48 * 1024 * 1024;

const FileRange = z.object({
  /** Bytes from the file's start. */
  offset: z.number().int().nonnegative(),
  length: z.number().int().positive(),
});
export type FileRange = z.infer<typeof FileRange>;

/** A file that stays where it is: what it is called, how large it is, and which pieces of it are sent, in this order. */
export const FilePieces = z.object({
  name: z.string().min(1).max(1000),
  size: z.number().int().nonnegative(),
  pieces: z.array(FileRange).max(mostPieces),
});
export type FilePieces = z.infer<typeof FilePieces>;

/** A `Finding` as it crosses HTTP. */
export const FindingBody = z.object({
  code: z.string(),
  message: z.string(),
  zh: z.string().optional(),
  facts: z.record(z.string(), z.unknown()).optional(),
});

/** `harmless`: it makes data. `dangerous`: it can run programs or reach files. `unknown`: a class of another program. */
const CallGrade = z.enum(["harmless", "unknown", "dangerous"]);

/** What a file is, what is inside, and where it goes. */
export const FileInspection = z.object({
  what: z.enum(["model", "image", "unknown"]),
  /** Of a model: checkpoint, lora …; else what its first bytes look like: gguf, html, lfsPointer … */
  kind: z.string().optional(),
  family: z.string().optional(),
  /** The family in words: "Stable Diffusion 1.x". */
  baseModel: z.string().optional(),
  architecture: z.string().optional(),
  /** What of several builds or uses of its family it is: inpaint, refiner, v-prediction … */
  variant: z.string().optional(),
  /** In words, families that have the same names and shapes: it may as well be of these. */
  orFamilies: z.array(z.string()).optional(),
  confidence: z.enum(["certain", "likely", "unknown"]).optional(),
  /** The tensors, with their shapes, and the words of its author that decided. */
  evidence: z.array(z.string()).optional(),
  /** Whether Danfang paints with this family. */
  painted: z.boolean().optional(),
  /** Of a LoRA: LoRA, LoHa, LoKr … */
  algorithm: z.string().optional(),
  /** Of a LoRA, its rank; of one with several, the largest. */
  rank: z.number().optional(),
  alpha: z.number().optional(),
  /** Of a LoRA: the parts of the network that it changes. */
  trains: z.array(z.enum(["unet", "textEncoder"])).optional(),
  /** Of a LoRA: how many modules it changes. */
  modules: z.number().int().optional(),
  /** Of an embedding: the tokens that it takes the place of, and how wide it is. */
  vectors: z.number().int().optional(),
  width: z.number().int().optional(),
  /** Of a hypernetwork: the widths of what it changes. */
  layers: z.array(z.string()).optional(),
  triggerWords: z.array(z.string()).optional(),
  /** What it was trained with most. */
  tags: z.array(z.object({ tag: z.string(), count: z.number() })).optional(),
  scale: z.number().optional(),
  precision: z.string().optional(),
  vae: z.enum(["baked", "none"]).optional(),
  sizeBytes: z.number().int().optional(),
  parameters: z.number().int().optional(),
  parts: z.record(z.string(), z.string()).optional(),
  /** Of a checkpoint or a bare network: parts that it needs and does not bring along. */
  missing: z.array(z.enum(["textEncoder", "vae"])).optional(),
  /** Whether nothing in it can run when it is loaded. */
  safe: z.boolean().optional(),
  globals: z.array(z.string()).optional(),
  /** Of a PyTorch file or another pickle: the worst that it asks for. */
  verdict: CallGrade.optional(),
  /** What it asks for, and what that can do; nothing of it was done. */
  calls: z.array(z.object({ name: z.string(), grade: CallGrade })).optional(),
  /** Of an archive: what is in it. */
  contents: z
    .array(
      z.object({ name: z.string(), sizeBytes: z.number().int(), kind: z.string(), baseModel: z.string().optional() }),
    )
    .optional(),
  /** By program, the folder that it looks for this kind in. */
  place: z.record(z.string(), z.string()).optional(),
  findings: z.array(FindingBody),
});
export type FileInspection = z.infer<typeof FileInspection>;

/** What is known now: which pieces to send as well, or what the file is. */
export const InspectionAnswer = z.union([
  z.object({ need: z.array(FileRange).min(1) }),
  z.object({
    inspection: FileInspection,
    /** The folders on the studio's machine that it could be put into, whole paths; the studio's own comes last. */
    folders: z.array(z.string()),
  }),
]);
export type InspectionAnswer = z.infer<typeof InspectionAnswer>;
