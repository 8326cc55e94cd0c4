import { defineFamily } from "./family.ts";

export const altDiffusion = defineFamily({
  family: "alt-diffusion",
  name: "AltDiffusion",
  base: "sd1",
  isFamilyOf: (tensors) => tensors.has("cond_stage_model.roberta.embeddings.word_embeddings.weight"),
  rules: undefined,
});
