import { defineFamily, type FamilyRules, hasOpenClip, inChannelsOf, type Sees, type Tensors } from "./family.ts";

const openClipRoot = "conditioner.embedders.1.model.";

/** Source: Stability-AI/generative-models `sd_xl_base.yaml`. */
const rules = (sees: Sees): FamilyRules => ({
  textEncoders: [
    {
      name: "clip-l",
      kind: "clip",
      roots: ["conditioner.embedders.0.transformer."],
      padToken: 49407,
      output: { layer: "penultimate", isNormed: false },
      isPooled: false,
    },
    {
      name: "clip-g",
      kind: "open-clip",
      roots: [openClipRoot],
      padToken: 0,
      output: { layer: "penultimate", isNormed: false },
      isPooled: true,
    },
  ],
  conditioning: "sdxl",
  sees,
  heads: { channelsPerHead: 64 },
  scaleFactor: 0.13025,
  prediction: "epsilon",
  nativeSize: { epsilon: 1024, v: 1024 },
});

const isXl = (tensors: Tensors) => hasOpenClip(tensors, openClipRoot);

export const sdxlInpaint = defineFamily({
  family: "sdxl-inpaint",
  name: "Stable Diffusion XL inpainting",
  base: "sdxl",
  isFamilyOf: (tensors) => isXl(tensors) && inChannelsOf(tensors) === 9,
  rules: rules("inpainting"),
});

export const sdxlEdit = defineFamily({
  family: "sdxl-pix2pix",
  name: "Stable Diffusion XL Instruct-Pix2Pix",
  base: "sdxl",
  isFamilyOf: (tensors) => isXl(tensors) && inChannelsOf(tensors) === 8,
  rules: rules("edit"),
});

/** Playground 2.5: XL's network, but noise and latents are scaled as Karras et al. 2022 do. */
export const playground = defineFamily({
  family: "playground",
  name: "Playground v2.5 (EDM)",
  base: "sdxl",
  isFamilyOf: (tensors) => isXl(tensors) && (tensors.has("edm_mean") || tensors.has("edm_vpred.sigma_max")),
  rules: undefined,
});

export const sdxl = defineFamily({
  family: "sdxl",
  name: "Stable Diffusion XL",
  base: "sdxl",
  isFamilyOf: isXl,
  rules: rules("nothing"),
});
