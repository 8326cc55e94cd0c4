import type { FieldPath, ScriptField } from "@danfang/domain";

/** How a field is written into an infotext. */
export interface InfotextKey {
  readonly key: string;
  /** Other keys that say the same. */
  readonly alsoReadAs?: readonly string[];
  /** Our value → its text, for choices and flags; one that is not here is not written. */
  readonly names?: Readonly<Record<string, string>>;
  /** Written even where it is usual: the WebUI's own usual value is another, or it always writes it. */
  readonly isAlways?: true;
  /** Not a field's own value but both sides of a size. */
  readonly isSize?: true;
}

/** `recipe`: a recipe has a place of its own for it, and `infotext.ts` writes it. */
export type Key = InfotextKey | readonly InfotextKey[] | "recipe" | null;

const flag = (key: string, text = "True"): InfotextKey => ({ key, names: { true: text } });

/**
 * Every field of an order by its key in an infotext, in the order in which they are written; null where infotexts have no
 * word for it. Source: AUTOMATIC1111 v1.10.1, the `extra_generation_params` of each module.
 */
export const infotextKeys = {
  prompt: "recipe",
  negativePrompt: "recipe",
  styles: null, // they are in the prompts by then
  steps: "recipe",
  sampler: "recipe",
  schedule: "recipe",
  cfgScale: "recipe",
  seed: "recipe",
  width: "recipe",
  height: "recipe",
  checkpoint: "recipe",
  vae: "recipe",
  "variation.seed": "recipe",
  "variation.strength": "recipe",
  "init.denoisingStrength": "recipe",
  clipSkip: "recipe",
  etaNoiseSeedDelta: "recipe",
  rng: "recipe",
  batchSize: null,
  batchCount: null,
  "seedResize.width": { key: "Seed resize from", isSize: true },
  "seedResize.height": null, // with the width
  "init.image": null,
  "init.others": null,
  "init.resize": null,
  "init.imageCfgScale": { key: "Image CFG scale" },
  "init.conditioningMaskWeight": { key: "Conditional mask weight" },
  "knobs.tokenMerging": { key: "Token merging ratio" },
  "knobs.tokenMergingHires": { key: "Token merging ratio hr" },
  tiling: flag("Tiling"),
  "init.mask.soft.scheduleBias": { key: "Soft inpainting schedule bias", isAlways: true },
  "init.mask.soft.preservation": { key: "Soft inpainting preservation strength", isAlways: true },
  "init.mask.soft.contrastBoost": { key: "Soft inpainting transition contrast boost", isAlways: true },
  "init.mask.soft.maskInfluence": { key: "Soft inpainting mask influence", isAlways: true },
  "init.mask.soft.differenceThreshold": { key: "Soft inpainting difference threshold", isAlways: true },
  "init.mask.soft.differenceContrast": { key: "Soft inpainting difference contrast", isAlways: true },
  "init.mask.image": null,
  "init.mask.blur": { key: "Mask blur", isAlways: true },
  "init.mask.blurY": null,
  "init.mask.invert": flag("Mask mode", "Inpaint not masked"),
  "init.mask.content": {
    key: "Masked content",
    names: { fill: "fill", noise: "latent noise", nothing: "latent nothing" },
  },
  "init.mask.area": { key: "Inpaint area", names: { masked: "Only masked" } },
  "init.mask.padding": { key: "Masked area padding", isAlways: true },
  "init.mask.round": null,
  "init.mask.latent": null,
  "init.noiseMultiplier": { key: "Noise multiplier" },
  "init.colorCorrection": flag("Color correction"), // ours: the WebUI writes nothing
  "hires.scale": "recipe",
  "hires.width": "recipe",
  "hires.height": "recipe",
  "hires.steps": "recipe",
  "hires.upscaler": "recipe",
  "hires.denoisingStrength": "recipe",
  "hires.checkpoint": { key: "Hires checkpoint" },
  "hires.sampler": { key: "Hires sampler" },
  "hires.schedule": { key: "Hires schedule type" },
  "hires.prompt": { key: "Hires prompt" },
  "hires.negativePrompt": { key: "Hires negative prompt" },
  "hires.firstPass": null,
  "refiner.hiresPasses": { key: "Hires refiner", names: { first: "first pass", both: "both passes" } },
  "refiner.checkpoint": { key: "Refiner" },
  "refiner.switchAt": { key: "Refiner switch at", isAlways: true },
  "refiner.bySteps": flag("Refiner switch by sampling steps"),
  cfgRescale: { key: "CFG Rescale" },
  emphasis: { key: "Emphasis", names: { none: "None", ignore: "Ignore", noNorm: "No norm" } },
  "knobs.eta": { key: "Eta" },
  "knobs.etaDdim": { key: "Eta DDIM" },
  "knobs.sChurn": { key: "Sigma churn" },
  "knobs.sTmin": { key: "Sigma tmin" },
  "knobs.sTmax": { key: "Sigma tmax" },
  "knobs.sNoise": { key: "Sigma noise" },
  "knobs.extraNoise": { key: "Extra noise" },
  "knobs.minUncondSigma": { key: "NGMS" },
  "knobs.minUncondAllSteps": flag("NGMS all steps"),
  "knobs.skipEarlyUncond": { key: "Skip Early CFG" },
  "knobs.sigmaMin": { key: "Schedule min sigma" },
  "knobs.sigmaMax": { key: "Schedule max sigma" },
  "knobs.rho": { key: "Schedule rho" },
  // The WebUI writes the first names and reads the second.
  "knobs.betaAlpha": { key: "Beta schedule alpha", alsoReadAs: ["Beta scheduler alpha"] },
  "knobs.betaBeta": { key: "Beta schedule beta", alsoReadAs: ["Beta scheduler beta"] },
  "knobs.unipcVariant": { key: "UniPC variant" },
  "knobs.unipcSkipType": { key: "UniPC skip type" },
  "knobs.unipcOrder": { key: "UniPC order" },
  "knobs.unipcLowerOrderFinal": { key: "UniPC lower order final", names: { false: "False" } },
  "knobs.discardNextToLastSigma": flag("Discard penultimate sigma"),
  "knobs.sgmNoiseMultiplier": flag("SGM noise multiplier"),
  "knobs.zeroTerminalSnr": flag("Noise Schedule", "Zero Terminal SNR"),
  "knobs.prediction": null,
  "knobs.hypertile": [
    { key: "Hypertile U-Net", names: { both: "True" } },
    { key: "Hypertile U-Net second pass", names: { hires: "True" } },
  ],
  "knobs.hypertileMaxDepth": { key: "Hypertile U-Net max depth" },
  "knobs.hypertileMaxTile": { key: "Hypertile U-Net max tile size" },
  "knobs.hypertileSwapSize": { key: "Hypertile U-Net swap size" },
  "knobs.downcastAlphas": flag("Downcast alphas_cumprod"),
  "knobs.oldPromptEditing": flag("Old prompt editing timelines"),
  "knobs.padPrompts": [
    { key: "Pad conds", names: { empty: "True" } },
    { key: "Pad conds v0", names: { repeat: "True" } },
  ],
  // The WebUI has settings for these and no names in an infotext.
  "knobs.commaBacktrack": { key: "Comma padding backtrack" },
  "knobs.img2imgExactSteps": flag("Img2img exact steps"),
  "knobs.secondOrderStepsCountOnce": flag("Second order prompt schedule unfixed"),
  "knobs.hiresFirstPassNetworks": flag("Hires first pass networks"),
} as const satisfies Record<Exclude<FieldPath, ScriptField>, Key>;
