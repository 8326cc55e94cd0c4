import { defineFamily, type FamilyRules, inChannelsOf, type Sees } from "./family.ts";

/** Source: CompVis `v1-inference.yaml`, `v1-inpainting-inference.yaml`; timothybrooks/instruct-pix2pix `generate.yaml`. */
const rules = (sees: Sees): FamilyRules => ({
  textEncoders: [
    {
      name: "clip-l",
      kind: "clip",
      roots: ["cond_stage_model.transformer."],
      padToken: 49407,
      output: { layer: "clipSkip", isNormed: true },
      isPooled: false,
    },
  ],
  conditioning: "text",
  sees,
  heads: { heads: 8 },
  scaleFactor: 0.18215,
  prediction: "epsilon",
  nativeSize: { epsilon: 512, v: 768 },
});

export const sd1Inpaint = defineFamily({
  family: "sd1-inpaint",
  name: "Stable Diffusion 1.x inpainting",
  base: "sd1",
  isFamilyOf: (tensors) => inChannelsOf(tensors) === 9,
  rules: rules("inpainting"),
});

export const sd1Edit = defineFamily({
  family: "sd1-pix2pix",
  name: "Instruct-Pix2Pix",
  base: "sd1",
  isFamilyOf: (tensors) => inChannelsOf(tensors) === 8,
  rules: rules("edit"),
});

export const sd1 = defineFamily({
  family: "sd1",
  name: "Stable Diffusion 1.x",
  base: "sd1",
  isFamilyOf: (tensors) => inChannelsOf(tensors) === 4,
  rules: rules("nothing"),
});
