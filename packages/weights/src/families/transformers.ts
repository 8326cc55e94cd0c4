import { defineFamily, unetRoot } from "./family.ts";

export const sd3 = defineFamily({
  family: "sd3",
  name: "Stable Diffusion 3",
  base: "sd3",
  isFamilyOf: (tensors) => tensors.has(`${unetRoot}x_embedder.proj.weight`),
  rules: undefined,
});

export const flux = defineFamily({
  family: "flux",
  name: "Flux",
  base: "flux",
  isFamilyOf: (tensors) => [...tensors.keys()].some((name) => name.includes("double_blocks.0.img_attn")),
  rules: undefined,
});
