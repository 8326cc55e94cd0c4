import { z } from "zod";
import { FileInspection } from "../file-inspection.ts";
import { Sha256 } from "../ids.ts";
import { ProblemBody } from "../problem-body.ts";
import { listedKinds } from "./model-kinds.ts";

/** A model file as the studio lists it. */
export const ModelEntry = z.object({
  /** Stable for as long as the path is. */
  id: z.string(),
  kind: z.enum(listedKinds),
  /** Path below its folder: `photo/sd15.safetensors`. */
  name: z.string(),
  stem: z.string(),
  /** The folder it was found in. */
  folder: z.string(),
  /** Words for people: "Stable Diffusion 1.x". */
  family: z.string(),
  precision: z.string(),
  sizeBytes: z.number().int(),
  /** First ten digits of its SHA-256, once it is known. */
  hash: z.string().optional(),
  /** All 64 of them. */
  sha256: Sha256.optional(),
  /** Whether it is the model that comes with Danfang. */
  isStarter: z.boolean(),
  /** Width and height it was trained at, pixels; for checkpoints. */
  nativeSize: z.number().int().optional(),
  /** Width of all its text encoders together, which an embedding must have to fit; for checkpoints. */
  textWidth: z.number().int().optional(),
  /** What `Automatic` means for a checkpoint: the VAE's name, unless it is the one inside, and why. */
  automaticVae: z
    .object({
      name: z.string().optional(),
      why: z.enum(["beside", "folder", "user choice", "selected", "baked", "none"]),
    })
    .optional(),
  /** Words that call up what it learnt, as its file or a card beside it says; for LoRAs. */
  triggerWords: z.array(z.string()).optional(),
  /** The strength that its card recommends. */
  preferredWeight: z.number().optional(),
  /** What it is made for, in its author's or its hub's words: "SDXL 1.0", "Illustrious". */
  baseModel: z.string().optional(),
  /** What its author or its hub calls it. */
  title: z.string().optional(),
  tags: z.array(z.string()).optional(),
  /** Milliseconds since 1970. */
  modifiedAt: z.number().optional(),
  isFavourite: z.boolean().optional(),
  /** How often it was painted with here. */
  uses: z.number().int().optional(),
  /** Whether its drive or folder is away. */
  isAbsent: z.boolean().optional(),
  /** Whether it stands by on the shelf: nothing is painted with it until it is restored. */
  isShelved: z.boolean().optional(),
  /** Other names of files that hold the same, byte for byte. */
  alsoNamed: z.array(z.string()).optional(),
  /** Where the picture that lies beside it is shown; another address after it changed. `&size=` asks for a small one. */
  previewUrl: z.string().optional(),
  /** Why it cannot be used, where it cannot. */
  problem: ProblemBody.optional(),
});
export type ModelEntry = z.infer<typeof ModelEntry>;

/** What people wrote about a model, in its file or beside it. */
export const ModelNotes = z.object({
  title: z.string().optional(),
  /** Of the model, as its hub calls it. */
  version: z.string().optional(),
  author: z.string().optional(),
  /** What it is meant for, in its author's words: "SDXL 1.0", "stable-diffusion-v1/lora". */
  baseModel: z.string().optional(),
  /** The checkpoint it was trained on. */
  trainedOn: z.string().optional(),
  /** Plain text. */
  description: z.string().optional(),
  /** The user's own. */
  notes: z.string().optional(),
  triggerWords: z.array(z.string()),
  negativeText: z.string().optional(),
  preferredWeight: z.number().optional(),
  /** Ids of its page. */
  civitai: z.object({ model: z.number().int(), version: z.number().int().optional() }).optional(),
});
export type ModelNotes = z.infer<typeof ModelNotes>;

/** A model, looked at closely. */
export const ModelView = z.object({
  model: ModelEntry,
  notes: ModelNotes,
  /** Files beside it that cannot be read, and why. */
  problems: z.array(ProblemBody).default([]),
  tensors: z.number().int().optional(),
  /** An embedding's vectors, and how wide each is. */
  embedding: z.object({ name: z.string(), vectors: z.number().int(), width: z.number().int() }).optional(),
  /** How many times as large an upscaler makes a side. */
  scale: z.number().optional(),
  /** Text fields of its header, cut to what can be read. */
  metadata: z.record(z.string(), z.string()),
  /** Whether it lies in Danfang's own folders; another program's are only written to when somebody says so. */
  isOwn: z.boolean(),
  /** What its owner says of it here. */
  own: z.object({ notes: z.string(), tags: z.array(z.string()) }).default({ notes: "", tags: [] }),
  /** How its tensors tell what it is. */
  identity: FileInspection.pick({
    confidence: true,
    evidence: true,
    variant: true,
    orFamilies: true,
    architecture: true,
    algorithm: true,
    rank: true,
  }).optional(),
  /** Every path of its file. */
  paths: z.array(z.string()).default([]),
});
export type ModelView = z.infer<typeof ModelView>;
