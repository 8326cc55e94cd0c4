import type { Recipe } from "@danfang/domain";

/** A recipe that says everything. */
export const wholeRecipe: Recipe = {
  prompt: "an owl <lora:ink:0.8> <hypernet:gothic:0.4>",
  negativePrompt: "blur, bad",
  steps: 30,
  sampler: "DPM++ 2M",
  schedule: "karras",
  cfgScale: 6.5,
  seed: 7,
  variation: { seed: 8, strength: 0.3 },
  width: 832,
  height: 1216,
  clipSkip: 2,
  rng: "nv",
  checkpoint: { name: "a.safetensors", hash: "0011223344" },
  vae: { name: "mse.pt", hash: "5566778899" },
  loras: [{ name: "ink", weight: 0.8, hash: "aabbccddeeff" }],
  embeddings: [{ name: "bad", hash: "ffeeddccbbaa" }],
  hypernetworks: [{ name: "gothic", weight: 0.4 }],
  hires: { scale: 1.5, steps: 12, upscaler: "Latent", denoisingStrength: 0.4 },
};
