import { defineFamily, hasOpenClip } from "./family.ts";

const widthOfVitH = 1024;
const root = "conditioner.embedders.0.model.";

/** Source: Stability-AI/generative-models `sd_xl_refiner.yaml`. */
export const sdxlRefiner = defineFamily({
  family: "sdxl-refiner",
  name: "Stable Diffusion XL refiner",
  base: "sdxl-refiner",
  // SD 2.x may lie under the same root (SD-Turbo does): its encoder is ViT-H, 1024 wide.
  isFamilyOf: (tensors) =>
    hasOpenClip(tensors, root) && tensors.get(`${root}ln_final.weight`)?.shape[0] !== widthOfVitH,
  rules: {
    textEncoders: [
      {
        name: "clip-g",
        kind: "open-clip",
        roots: [root],
        padToken: 0,
        output: { layer: "penultimate", isNormed: false },
        isPooled: true,
      },
    ],
    conditioning: "sdxl-refiner",
    sees: "nothing",
    heads: { channelsPerHead: 64 },
    scaleFactor: 0.13025,
    prediction: "epsilon",
    nativeSize: { epsilon: 1024, v: 1024 },
  },
});
