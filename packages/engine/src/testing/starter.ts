import { fileURLToPath } from "node:url";
import type { PaintOrder } from "../orders/paint-order.ts";

const inStarter = (path: string) => fileURLToPath(new URL(`../../../../starter/models/${path}`, import.meta.url));

/** The checkpoint that Danfang ships: small enough to paint with in a test. */
export const starterFile = inStarter("Stable-diffusion/starter-emoji.safetensors");
/** A VAE in a file of its own, with other weights than the one inside the checkpoint. */
export const starterVae = inStarter("VAE/starter-emoji.vae.safetensors");
/** A LoRA for it, trained: UNet and text encoder, rank 8. */
export const starterLora = inStarter("Lora/made-of-gold.safetensors");

/** A picture that is ready in a fraction of a second: no number in it is a default. */
export const smallOrder: PaintOrder = {
  setup: { checkpoint: starterFile },
  prompt: "(red apple:1.2), flat style",
  negativePrompt: "3d style",
  steps: 3,
  sampler: "Euler a",
  schedule: "karras",
  cfgScale: 5,
  batches: [[7]],
  width: 64,
  height: 72,
  clipSkip: 1,
  rng: "cpu",
  etaNoiseSeedDelta: 0,
  previews: false,
};
