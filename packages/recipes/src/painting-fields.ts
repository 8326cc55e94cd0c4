import type { GenerationRequest, HiresRequest, InitRequest, SamplingKnobs, SoftInpaintRequest } from "@danfang/domain";
import { parsePythonNumber, printPythonNumber } from "./python.ts";

/**
 * What an order says beyond the recipe's own fields, and an infotext in fields of AUTOMATIC1111's or its extensions'.
 * Models by the names that infotexts give them.
 */
export interface PaintingFields {
  readonly seedResize?: GenerationRequest["seedResize"];
  readonly tiling?: boolean | undefined;
  readonly cfgRescale?: number | undefined;
  readonly emphasis?: GenerationRequest["emphasis"];
  readonly knobs?: SamplingKnobs | undefined;
  readonly init?: Partial<Omit<InitRequest, "image" | "others" | "mask">> & {
    readonly mask?:
      | (Partial<Omit<NonNullable<InitRequest["mask"]>, "image" | "latent" | "soft">> & {
          readonly soft?: (Partial<SoftInpaintRequest> & { readonly isOn?: boolean }) | undefined;
        })
      | undefined;
  };
  readonly hires?: Partial<HiresRequest> | undefined;
  readonly refiner?: Partial<NonNullable<GenerationRequest["refiner"]>> | undefined;
}

/** How a value is written, and what it is where nothing is written. */
interface Field {
  readonly key: string;
  /** Where it is in {@link PaintingFields}. */
  readonly at: readonly string[];
  readonly kind: "number" | "text" | "size" | "flag" | "choice";
  /** Value of ours → its text, for choices and flags. */
  readonly names?: Readonly<Record<string, string>>;
  /** Not written. */
  readonly usual?: number | string | boolean;
  /** Other keys that say the same. */
  readonly alsoReadAs?: readonly string[];
}

const number = (key: string, at: string, usual?: number): Field => ({
  ...{ key, at: at.split("."), kind: "number" },
  ...(usual === undefined ? {} : { usual }),
});
const flag = (key: string, at: string, text = "True"): Field => ({
  ...{ key, at: at.split("."), kind: "flag", names: { true: text }, usual: false },
});
/** One of several, by the WebUI's names where they are not ours. */
const choice = (key: string, at: string, names: Field["names"], usual?: string | boolean): Field => ({
  ...{ key, at: at.split("."), kind: "choice", names: names! },
  ...(usual === undefined ? {} : { usual }),
});
const asTheyAre = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]));
const text = (key: string, at: string): Field => ({ key, at: at.split("."), kind: "text" });

/** In the order in which they are written. Source: AUTOMATIC1111 v1.10.1, the `extra_generation_params` of each module. */
const fields: readonly Field[] = [
  { key: "Seed resize from", at: ["seedResize"], kind: "size" },
  number("Image CFG scale", "init.imageCfgScale"),
  number("Conditional mask weight", "init.conditioningMaskWeight", 1),
  number("Token merging ratio", "knobs.tokenMerging", 0),
  number("Token merging ratio hr", "knobs.tokenMergingHires", 0),
  flag("Tiling", "tiling"),
  flag("Soft inpainting enabled", "init.mask.soft.isOn"),
  number("Soft inpainting schedule bias", "init.mask.soft.scheduleBias"),
  number("Soft inpainting preservation strength", "init.mask.soft.preservation"),
  number("Soft inpainting transition contrast boost", "init.mask.soft.contrastBoost"),
  number("Soft inpainting mask influence", "init.mask.soft.maskInfluence"),
  number("Soft inpainting difference threshold", "init.mask.soft.differenceThreshold"),
  number("Soft inpainting difference contrast", "init.mask.soft.differenceContrast"),
  number("Mask blur", "init.mask.blur"),
  flag("Mask mode", "init.mask.invert", "Inpaint not masked"),
  choice(
    "Masked content",
    "init.mask.content",
    { fill: "fill", noise: "latent noise", nothing: "latent nothing" },
    "original",
  ),
  choice("Inpaint area", "init.mask.area", { masked: "Only masked" }, "whole"),
  number("Masked area padding", "init.mask.padding"),
  number("Noise multiplier", "init.noiseMultiplier", 1),
  flag("Color correction", "init.colorCorrection"), // ours: the WebUI writes nothing
  text("Hires checkpoint", "hires.checkpoint"),
  text("Hires sampler", "hires.sampler"),
  text("Hires schedule type", "hires.schedule"),
  text("Hires prompt", "hires.prompt"),
  text("Hires negative prompt", "hires.negativePrompt"),
  choice("Hires refiner", "refiner.hiresPasses", { first: "first pass", both: "both passes" }, "second"),
  text("Refiner", "refiner.checkpoint"),
  number("Refiner switch at", "refiner.switchAt"),
  flag("Refiner switch by sampling steps", "refiner.bySteps"),
  number("CFG Rescale", "cfgRescale", 0),
  choice("Emphasis", "emphasis", { none: "None", ignore: "Ignore", noNorm: "No norm" }, "original"),
  number("Eta", "knobs.eta", 1),
  number("Eta DDIM", "knobs.etaDdim", 0),
  number("Sigma churn", "knobs.sChurn", 0),
  number("Sigma tmin", "knobs.sTmin", 0),
  number("Sigma tmax", "knobs.sTmax", 0),
  number("Sigma noise", "knobs.sNoise", 1),
  number("Extra noise", "knobs.extraNoise", 0),
  number("NGMS", "knobs.minUncondSigma", 0),
  flag("NGMS all steps", "knobs.minUncondAllSteps"),
  number("Skip Early CFG", "knobs.skipEarlyUncond", 0),
  number("Schedule min sigma", "knobs.sigmaMin", 0),
  number("Schedule max sigma", "knobs.sigmaMax", 0),
  number("Schedule rho", "knobs.rho", 0),
  // The WebUI writes the first names and reads the second.
  { ...number("Beta schedule alpha", "knobs.betaAlpha", 0.6), alsoReadAs: ["Beta scheduler alpha"] },
  { ...number("Beta schedule beta", "knobs.betaBeta", 0.6), alsoReadAs: ["Beta scheduler beta"] },
  choice("UniPC variant", "knobs.unipcVariant", asTheyAre("bh1", "bh2", "vary_coeff"), "bh1"),
  choice(
    "UniPC skip type",
    "knobs.unipcSkipType",
    asTheyAre("time_uniform", "time_quadratic", "logSNR"),
    "time_uniform",
  ),
  number("UniPC order", "knobs.unipcOrder", 3),
  { ...flag("UniPC lower order final", "knobs.unipcLowerOrderFinal"), names: { false: "False" }, usual: true },
  flag("Discard penultimate sigma", "knobs.discardNextToLastSigma"),
  flag("SGM noise multiplier", "knobs.sgmNoiseMultiplier"),
  flag("Noise Schedule", "knobs.zeroTerminalSnr", "Zero Terminal SNR"),
  choice("Hypertile U-Net", "knobs.hypertile", { both: "True" }),
  choice("Hypertile U-Net second pass", "knobs.hypertile", { hires: "True" }),
  number("Hypertile U-Net max depth", "knobs.hypertileMaxDepth", 3),
  number("Hypertile U-Net max tile size", "knobs.hypertileMaxTile", 256),
  number("Hypertile U-Net swap size", "knobs.hypertileSwapSize", 3),
  flag("Downcast alphas_cumprod", "knobs.downcastAlphas"),
  flag("Old prompt editing timelines", "knobs.oldPromptEditing"),
  choice("Pad conds", "knobs.padPrompts", { empty: "True" }),
  choice("Pad conds v0", "knobs.padPrompts", { repeat: "True" }),
  // The WebUI has settings for these and no names in an infotext.
  flag("Img2img exact steps", "knobs.img2imgExactSteps"),
  flag("Second order prompt schedule unfixed", "knobs.secondOrderStepsCountOnce"),
  flag("Hires first pass networks", "knobs.hiresFirstPassNetworks"),
];

type Tree = Record<string, unknown>;

const valueAt = (tree: unknown, at: readonly string[]): unknown =>
  at.reduce<unknown>((node, name) => (node as Tree | undefined)?.[name], tree);

function printValue({ kind, names, usual }: Field, value: unknown): string | undefined {
  if (value === undefined || value === usual || value === "") return undefined;
  if (kind === "number") return printPythonNumber(value as number);
  if (kind === "text") return value as string;
  if (kind === "size") return `${(value as { width: number }).width}x${(value as { height: number }).height}`;
  return names?.[String(value)];
}

function parseValue({ kind, names }: Field, text: string): unknown {
  if (kind === "number") return parsePythonNumber(text);
  if (kind === "text") return text;
  if (kind === "size") {
    const [, width, height] = /^(\d{1,5})x(\d{1,5})$/.exec(text) ?? [];
    return width && height ? { width: Number(width), height: Number(height) } : undefined;
  }
  const found = Object.entries(names ?? {}).find(([, name]) => name === text)?.[0];
  return kind === "flag" && found !== undefined ? found === "true" : found;
}

/** The infotext's fields for what differs from the usual, in order. A mask's own fields are written wherever there is one. */
export function printPaintingFields(painting: PaintingFields): Record<string, string> {
  const printed = fields.flatMap((field) => {
    const value = printValue(field, valueAt(painting, field.at));
    return value === undefined ? [] : [[field.key, value] as const];
  });
  return Object.fromEntries(printed);
}

/** Keys of further fields that order nothing: of other programs and extensions, and values without sense. */
export const unfollowedFields = (extra: Readonly<Record<string, string>>): string[] =>
  Object.keys(extra).filter((key) => Object.keys(readPaintingFields({ [key]: extra[key]! })).length === 0);

/** What a recipe's further fields order. Fields of others, and values that are none, are left alone. Total. */
export function readPaintingFields(extra: Readonly<Record<string, string>>): PaintingFields {
  const painting: Tree = {};
  for (const field of fields) {
    const written = [field.key, ...(field.alsoReadAs ?? [])]
      .map((key) => extra[key])
      .find((value) => value !== undefined);
    const value = written === undefined ? undefined : parseValue(field, written);
    if (value === undefined) continue;
    let node = painting;
    for (const name of field.at.slice(0, -1)) {
      node[name] ??= {};
      node = node[name] as Tree;
    }
    node[field.at.at(-1)!] = value;
  }
  return painting;
}
