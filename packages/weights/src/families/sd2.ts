import { defineFamily, type FamilyRules, hasOpenClip, inChannelsOf, type Sees, type Tensors } from "./family.ts";

/** Where LDM keeps the encoder, where SGM and where Forge does. */
const roots = ["cond_stage_model.model.", "conditioner.embedders.0.model.", "text_encoders.clip_h.transformer."];

/** Source: Stability-AI/stablediffusion `v2-inference.yaml`, `v2-inference-v.yaml`, `v2-inpainting-inference.yaml`. */
const rules = (sees: Sees): FamilyRules => ({
  textEncoders: [
    {
      name: "clip-h",
      kind: "open-clip",
      roots,
      padToken: 0,
      output: { layer: "penultimate", isNormed: true },
      isPooled: false,
    },
  ],
  conditioning: "text",
  sees,
  heads: { channelsPerHead: 64 },
  scaleFactor: 0.18215,
  prediction: sees === "inpainting" ? "epsilon" : undefined,
  nativeSize: { epsilon: 512, v: 768 },
});

const isSd2 = (tensors: Tensors) => roots.some((root) => hasOpenClip(tensors, root));

export const sd2Inpaint = defineFamily({
  family: "sd2-inpaint",
  name: "Stable Diffusion 2.x inpainting",
  base: "sd2",
  isFamilyOf: (tensors) => isSd2(tensors) && inChannelsOf(tensors) === 9,
  rules: rules("inpainting"),
});

export const sd2Depth = defineFamily({
  family: "sd2-depth",
  name: "Stable Diffusion 2.x depth",
  base: "sd2",
  isFamilyOf: (tensors) =>
    tensors.has("depth_model.model.pretrained.act_postprocess3.0.project.0.bias") ||
    (isSd2(tensors) && inChannelsOf(tensors) === 5),
  rules: undefined,
});

export const sd2Unclip = defineFamily({
  family: "sd2-unclip",
  name: "Stable Diffusion 2.x unCLIP",
  base: "sd2",
  isFamilyOf: (tensors) => tensors.has("embedder.model.ln_final.weight") || tensors.has("embedder.model.visual.proj"),
  rules: undefined,
});

export const sd2 = defineFamily({
  family: "sd2",
  name: "Stable Diffusion 2.x",
  base: "sd2",
  isFamilyOf: isSd2,
  rules: rules("nothing"),
});
