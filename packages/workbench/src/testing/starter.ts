import { join } from "node:path";
import { GenerationRequest } from "@danfang/domain";
import { starterRoot } from "../places/places.ts";

const models = join(starterRoot, "models");
export const starter = {
  checkpoint: join(models, "Stable-diffusion/starter-emoji.safetensors"),
  yaml: join(models, "Stable-diffusion/starter-emoji.yaml"),
  vae: join(models, "VAE/starter-emoji.vae.safetensors"),
  lora: join(models, "Lora/made-of-gold.safetensors"),
};

/** A picture that is ready in a fraction of a second, of the starter unless another checkpoint is named. */
export const smallRequest = (fields: Partial<GenerationRequest> = {}): GenerationRequest =>
  GenerationRequest.parse({
    prompt: "(red apple:1.2), flat style",
    negativePrompt: "3d style",
    checkpoint: starter.checkpoint,
    steps: 2,
    sampler: "Euler a",
    schedule: "karras",
    cfgScale: 5,
    seed: 7,
    width: 64,
    height: 72,
    ...fields,
  });
