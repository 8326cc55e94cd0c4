import type { FieldTable } from "../field.ts";
import { content, picture } from "./parts.ts";

const blur = { kind: "number", least: 0, most: 256, step: 1, slidesTo: 64, unit: "pixels" } as const;

/** Which part of a picture is painted anew: where the mask is white. */
export const maskFields = {
  "init.mask.image": { ...picture, absent: "refused" },
  /** Gaussian blur (σ), across and, unless that differs, down. */
  "init.mask.blur": { ...blur, usual: 4 },
  "init.mask.blurY": { ...blur, absent: "kept" },
  "init.mask.invert": { kind: "flag", usual: false },
  "init.mask.content": { ...content, usual: "original" },
  /** Paint in the whole picture, or in an enlarged cut-out of the masked part. */
  "init.mask.area": { kind: "choice", choices: ["whole", "masked"], usual: "whole" },
  /** Around the masked part, cut out with it. */
  "init.mask.padding": { kind: "whole", least: 0, most: 2048, usual: 32, step: 4, slidesTo: 256, unit: "pixels" },
  /** A mask is all or nothing; otherwise its greys count. */
  "init.mask.round": { kind: "flag", usual: true },
  /** Another mask for the latent, where it should differ from the one that shows the old pixels; used as it is. */
  "init.mask.latent": { ...picture, absent: "kept" },
} as const satisfies FieldTable;

const upTo8 = { kind: "number", least: 0, most: 8, slidesTo: 8 } as const;

/**
 * Soft inpainting: a mask's greys mix old and new, and afterwards what hardly changed keeps its old pixels. Ranges and
 * usual values: as AUTOMATIC1111 has them.
 */
export const softFields = {
  /** Above 1 the old counts more at the beginning, below 1 at the end. */
  "init.mask.soft.scheduleBias": { ...upTo8, usual: 1, step: 0.1 },
  /** How much half-masked parts keep of the old picture. */
  "init.mask.soft.preservation": { ...upTo8, usual: 0.5, step: 0.05 },
  /** Against the loss of contrast where old and new are mixed. */
  "init.mask.soft.contrastBoost": { kind: "number", least: 1, most: 32, usual: 4, step: 0.5, slidesTo: 32 },
  /** 0: only the change decides which old pixels stay; 1: only the mask. */
  "init.mask.soft.maskInfluence": { kind: "number", least: 0, most: 1, usual: 0, step: 0.05, slidesTo: 1 },
  /** How much a part may change before its old pixels are given up. */
  "init.mask.soft.differenceThreshold": { ...upTo8, usual: 0.5, step: 0.25 },
  /** How sudden that is. */
  "init.mask.soft.differenceContrast": { ...upTo8, usual: 2, step: 0.25 },
} as const satisfies FieldTable;
