import { defined, fieldAt } from "@danfang/domain";
import { type Axis, gridAxes } from "@danfang/prompt";

/** An axis as the page offers it. */
export interface AxisOffer extends Axis {
  /** Of its words: `grid.axes.cfg`. */
  readonly key: AxisKey;
  readonly group: AxisGroup;
  readonly least?: number;
  readonly most?: number;
  /** Values to begin with. */
  readonly example?: string;
}

/** What people compare first, first. */
const groups = {
  first: {
    checkpoint: ["Checkpoint name"],
    sampler: ["Sampler"],
    schedule: ["Schedule type"],
    cfg: ["CFG Scale", "4-10 (+2)"],
    steps: ["Steps", "10, 20, 30"],
    seed: ["Seed", "1-4"],
    promptReplace: ["Prompt S/R"],
  },
  words: {
    promptOrder: ["Prompt order"],
    styles: ["Styles"],
    clipSkip: ["Clip skip", "1, 2"],
  },
  models: {
    vae: ["VAE"],
    refiner: ["Refiner checkpoint"],
    refinerSwitch: ["Refiner switch at", "0.6-0.9 [4]"],
  },
  picture: {
    size: ["Size", "512x512, 512x768"],
    varSeed: ["Var. seed", "1-4"],
    varStrength: ["Var. strength", "0-0.4 [5]"],
    cfgRescale: ["CFG Rescale", "0, 0.5, 0.7"],
    rng: ["RNG source"],
  },
  hires: {
    denoising: ["Denoising", "0.3-0.7 [5]"],
    hiresUpscaler: ["Hires upscaler"],
    hiresSteps: ["Hires steps", "5, 10, 15"],
    hiresSampler: ["Hires sampler"],
  },
  init: {
    imageCfg: ["Image CFG Scale", "1-2 [5]"],
    noiseMultiplier: ["Initial noise multiplier", "0.9-1.1 [3]"],
    maskWeight: ["Cond. Image Mask Weight", "0-1 [3]"],
  },
  sampling: {
    eta: ["Eta", "0-1 [3]"],
    churn: ["Sigma Churn", "0, 5, 20"],
    sigmaTmin: ["Sigma min", "0, 0.5"],
    sigmaTmax: ["Sigma max", "5, 10"],
    sigmaNoise: ["Sigma noise", "0.98-1.02 [3]"],
    negativeGuidance: ["Negative Guidance minimum sigma", "0-3 [4]"],
    scheduleMin: ["Schedule min sigma", "0.03, 0.1"],
    scheduleMax: ["Schedule max sigma", "10, 14.6"],
    rho: ["Schedule rho", "5, 7, 9"],
    tokenMerging: ["Token merging ratio", "0, 0.3, 0.5"],
    tokenMergingHires: ["Token merging ratio high-res", "0, 0.3, 0.5"],
    extraNoise: ["Extra noise", "0-0.1 [3]"],
    betaAlpha: ["Beta schedule alpha", "0.4-0.8 [3]"],
    betaBeta: ["Beta schedule beta", "0.4-0.8 [3]"],
    unipcOrder: ["UniPC Order", "1-3"],
    discard: ["Always discard next-to-last sigma"],
    sgmNoise: ["SGM noise multiplier"],
  },
} as const satisfies Record<string, Record<string, readonly [label: string, example?: string]>>;

type Groups = typeof groups;
export type AxisGroup = keyof Groups;
type AxisKey = { [G in AxisGroup]: keyof Groups[G] & string }[AxisGroup];

export const axisGroups = Object.keys(groups) as AxisGroup[];

/** The range of the field that its numbers are of. */
function rangeOf({ type, sets: [path] = [] }: Axis): Pick<AxisOffer, "least" | "most"> {
  const field = path === undefined || type === "text" ? undefined : fieldAt(path);
  return field?.kind === "number" || field?.kind === "whole" ? { least: field.least, most: field.most } : {};
}

const axisLabelled = new Map(gridAxes.map((axis) => [axis.label, axis]));

export const axisOffers: readonly AxisOffer[] = axisGroups.flatMap((group) =>
  Object.entries(groups[group] as Record<string, readonly [label: string, example?: string]>).flatMap(
    ([key, [label, example]]) => {
      const axis = axisLabelled.get(label);
      if (axis === undefined) return [];
      return [{ ...axis, ...rangeOf(axis), key: key as AxisKey, group, ...defined({ example }) }];
    },
  ),
);

/** An axis by the WebUI's name, in any case; undefined for one that is not offered. */
export const offerOf = (label: string): AxisOffer | undefined =>
  axisOffers.find((offer) => offer.label.toLowerCase() === label.trim().toLowerCase());
