import { type FieldPath, type Fields, fields, type Named } from "@danfang/domain";
import { type AxisType, axes } from "@danfang/prompt";

/** Lists that an axis' values are chosen from. */
export type NameKind = Exclude<Named, "picture"> | "refiner";

/** What an order must have for an axis to matter. */
export type AxisNeed = "init" | "hires" | "initOrHires" | "refiner";

/** An axis as the page offers it. */
export interface AxisOffer {
  /** Of its words: `grid.axes.cfg`. */
  readonly key: AxisKey;
  /** The WebUI's name, which orders and infotexts have. */
  readonly label: string;
  readonly type: AxisType;
  readonly group: AxisGroup;
  readonly names?: NameKind;
  readonly choices?: readonly string[];
  readonly needs?: AxisNeed;
  readonly least?: number;
  readonly most?: number;
  /** Values to begin with. */
  readonly example?: string;
}

type NumberPath = { [P in FieldPath]: Fields[P] extends { least: number } ? P : never }[FieldPath];
type Traits = Omit<AxisOffer, "key" | "label" | "type" | "group">;
const flags = { choices: ["False", "True"] } as const;
/** The range of a field. */
const within = (path: NumberPath) => ({ least: fields[path].least, most: fields[path].most });
const initDenoising = { ...within("init.denoisingStrength"), example: "0.3-0.7 [5]" } as const;

/** What people compare first, first. */
const groups = {
  first: {
    checkpoint: ["Checkpoint name", { names: "checkpoint" }],
    sampler: ["Sampler", { names: "sampler" }],
    schedule: ["Schedule type", { names: "schedule" }],
    cfg: ["CFG Scale", { ...within("cfgScale"), example: "4-10 (+2)" }],
    steps: ["Steps", { ...within("steps"), example: "10, 20, 30" }],
    seed: ["Seed", { least: -1, example: "1-4" }],
    promptReplace: ["Prompt S/R", {}],
  },
  words: {
    promptOrder: ["Prompt order", {}],
    styles: ["Styles", { names: "style" }],
    clipSkip: ["Clip skip", { ...within("clipSkip"), example: "1, 2" }],
  },
  models: {
    vae: ["VAE", { names: "vae" }],
    refiner: ["Refiner checkpoint", { names: "refiner" }],
    refinerSwitch: ["Refiner switch at", { ...within("refiner.switchAt"), needs: "refiner", example: "0.6-0.9 [4]" }],
  },
  picture: {
    size: ["Size", { example: "512x512, 512x768" }],
    varSeed: ["Var. seed", { least: -1, example: "1-4" }],
    varStrength: ["Var. strength", { ...within("variation.strength"), example: "0-0.4 [5]" }],
    cfgRescale: ["CFG Rescale", { ...within("cfgRescale"), example: "0, 0.5, 0.7" }],
    rng: ["RNG source", { choices: ["CPU", "NV", "GPU"] }],
  },
  hires: {
    denoising: ["Denoising", { ...initDenoising, needs: "initOrHires" }],
    hiresUpscaler: ["Hires upscaler", { names: "upscaler", needs: "hires" }],
    hiresSteps: ["Hires steps", { ...within("hires.steps"), needs: "hires", example: "5, 10, 15" }],
    hiresSampler: ["Hires sampler", { names: "sampler", needs: "hires" }],
  },
  init: {
    imageCfg: ["Image CFG Scale", { ...within("init.imageCfgScale"), needs: "init", example: "1-2 [5]" }],
    noiseMultiplier: [
      "Initial noise multiplier",
      { ...within("init.noiseMultiplier"), needs: "init", example: "0.9-1.1 [3]" },
    ],
    maskWeight: [
      "Cond. Image Mask Weight",
      { ...within("init.conditioningMaskWeight"), needs: "init", example: "0-1 [3]" },
    ],
  },
  sampling: {
    eta: ["Eta", { ...within("knobs.eta"), example: "0-1 [3]" }],
    churn: ["Sigma Churn", { ...within("knobs.sChurn"), example: "0, 5, 20" }],
    sigmaTmin: ["Sigma min", { ...within("knobs.sTmin"), example: "0, 0.5" }],
    sigmaTmax: ["Sigma max", { ...within("knobs.sTmax"), example: "5, 10" }],
    sigmaNoise: ["Sigma noise", { ...within("knobs.sNoise"), example: "0.98-1.02 [3]" }],
    negativeGuidance: ["Negative Guidance minimum sigma", { ...within("knobs.minUncondSigma"), example: "0-3 [4]" }],
    scheduleMin: ["Schedule min sigma", { ...within("knobs.sigmaMin"), example: "0.03, 0.1" }],
    scheduleMax: ["Schedule max sigma", { ...within("knobs.sigmaMax"), example: "10, 14.6" }],
    rho: ["Schedule rho", { ...within("knobs.rho"), example: "5, 7, 9" }],
    tokenMerging: ["Token merging ratio", { ...within("knobs.tokenMerging"), example: "0, 0.3, 0.5" }],
    tokenMergingHires: [
      "Token merging ratio high-res",
      { ...within("knobs.tokenMergingHires"), needs: "hires", example: "0, 0.3, 0.5" },
    ],
    extraNoise: ["Extra noise", { ...within("knobs.extraNoise"), example: "0-0.1 [3]" }],
    betaAlpha: ["Beta schedule alpha", { ...within("knobs.betaAlpha"), example: "0.4-0.8 [3]" }],
    betaBeta: ["Beta schedule beta", { ...within("knobs.betaBeta"), example: "0.4-0.8 [3]" }],
    unipcOrder: ["UniPC Order", { ...within("knobs.unipcOrder"), example: "1-3" }],
    discard: ["Always discard next-to-last sigma", flags],
    sgmNoise: ["SGM noise multiplier", flags],
  },
} as const satisfies Record<string, Record<string, readonly [label: string, traits: Traits]>>;

type Groups = typeof groups;
export type AxisGroup = keyof Groups;
export type AxisKey = { [G in AxisGroup]: keyof Groups[G] & string }[AxisGroup];

export const axisGroups = Object.keys(groups) as AxisGroup[];

/** The WebUI knows "CFG Rescale" only from an extension; it is a number. */
const typeOf = (label: string): AxisType => axes.find((axis) => axis.label === label)?.type ?? "number";

export const axisOffers: readonly AxisOffer[] = axisGroups.flatMap((group) =>
  Object.entries(groups[group] as Record<string, readonly [string, Traits]>).map(([key, [label, traits]]) => ({
    ...{ key: key as AxisKey, label, type: typeOf(label), group },
    ...traits,
  })),
);

/** An axis by the WebUI's name, in any case; undefined for one that is not offered. */
export const offerOf = (label: string): AxisOffer | undefined =>
  axisOffers.find((offer) => offer.label.toLowerCase() === label.trim().toLowerCase());
