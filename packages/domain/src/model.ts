import { z } from "zod";

/** A model file as the studio lists it. */
export const ModelEntry = z.object({
  /** Stable for as long as the path is. */
  id: z.string(),
  kind: z.enum(["checkpoint", "vae", "lora", "hypernetwork", "embedding", "upscaler"]),
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
  sha256: z.string().optional(),
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
  /** Where the picture that lies beside it is shown; another address after it changed. `&size=` asks for a small one. */
  previewUrl: z.string().optional(),
  /** Why it cannot be used, where it cannot. */
  problem: z.object({ code: z.string(), message: z.string(), hint: z.string() }).optional(),
});
export type ModelEntry = z.infer<typeof ModelEntry>;
