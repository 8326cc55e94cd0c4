import type { FieldTable } from "../field.ts";
import { picture, share } from "./parts.ts";

/** A picture to start from. */
export const initFields = {
  "init.image": { ...picture, absent: "refused" },
  /** What the second, third … picture of each batch start from: as many as the batch has, with `image`. */
  "init.others": { kind: "texts", absent: "kept", shortest: 1, longest: 4096, atMost: 63, names: "picture" },
  /** How far a picture may go from where it starts: 0 stays, 1 forgets it. */
  "init.denoisingStrength": { ...share, usual: 0.75 },
  /** How it comes to the wanted size: pulled, cut, with its edges drawn out, or pulled as a latent. */
  "init.resize": { kind: "choice", choices: ["stretch", "crop", "fill", "latent"], usual: "stretch" },
  "init.noiseMultiplier": { kind: "number", least: 0, most: 2, usual: 1, step: 0.01, slidesTo: 1.5 },
  /** Guidance towards the picture itself, for models that edit by instruction. */
  "init.imageCfgScale": { kind: "number", least: 0, most: 100, step: 0.05, slidesTo: 3, absent: "kept" },
  /** Bring the colours of the result back to those of this picture. */
  "init.colorCorrection": { kind: "flag", usual: false },
  /** How much of the masked part an inpainting checkpoint may not see: 1 all. */
  "init.conditioningMaskWeight": { ...share, usual: 1 },
} as const satisfies FieldTable;
