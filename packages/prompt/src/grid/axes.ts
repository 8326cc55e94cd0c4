import { type Field, type FieldPath, fieldAt, type Named } from "@danfang/domain";
import type { AxisType, AxisValue } from "./axis-values.ts";

/** What an order must have for an axis to matter. */
export type AxisNeed = "init" | "hires" | "initOrHires" | "refiner";

/** What can be varied along an axis, as the WebUI offers it. */
export interface Axis {
  readonly label: string;
  /** The fields of an order that a value changes; absent where nothing here does what it means. */
  readonly sets?: readonly FieldPath[];
  readonly type: AxisType;
  readonly needs?: AxisNeed;
  /** What its values are names of. */
  readonly names?: Named;
  /** Words that stand beside those names. */
  readonly besideNames?: readonly string[];
  /** The only values there are. */
  readonly choices?: readonly string[];
  /** How dear it is to change, 0 … 1: a checkpoint costs 1. */
  readonly cost: number;
  /** The only tab that has it. */
  readonly only?: "txt2img" | "img2img";
  /** How a value is written above its column. */
  readonly legend: "labelled" | "plain" | "joined" | "file" | "empty";
}

type Options = Partial<Omit<Axis, "label" | "sets">>;

/** An axis of fields: type, names and need are those of the first unless said. */
const axis = (label: string, sets: FieldPath | readonly FieldPath[], options: Options = {}): Axis => {
  const paths = typeof sets === "string" ? [sets] : sets;
  const facts = paths[0] === undefined ? { type: "text" as const } : factsOf(fieldAt(paths[0]));
  const needs = needOf(paths);
  return { label, sets: paths, cost: 0, legend: "labelled", ...facts, ...(needs ? { needs } : {}), ...options };
};
const unavailable = (label: string, options: Options): Axis => ({
  label,
  type: "text",
  cost: 0,
  legend: "labelled",
  ...options,
});

function factsOf(field: Field): Pick<Axis, "type" | "names" | "choices"> {
  switch (field.kind) {
    case "whole":
    case "number":
      return { type: field.kind };
    case "flag":
      return { type: "text", choices: ["False", "True"] };
    case "text":
    case "texts":
      return field.names === undefined ? { type: "text" } : { type: "text", names: field.names };
    case "choice":
      return { type: "text" };
  }
}

/** The part of an order that the fields lie in, where an order may be without it and they do not make it. */
function needOf(paths: readonly FieldPath[]): AxisNeed | undefined {
  const within = paths.filter((path) => fieldAt(path).absent !== "refused");
  const parts = within.map((path) => fieldAt(path).needs ?? path.split(".")[0]);
  const [needs] = (["init", "hires", "refiner"] as const).filter((part) => parts.includes(part));
  return parts.includes("init") && parts.includes("hires") ? "initOrHires" : needs;
}

const inTxt2img = { only: "txt2img" } as const;
const inImg2img = { only: "img2img" } as const;

/** In the order of the WebUI's lists. Source: AUTOMATIC1111 v1.10.1 `xyz_grid.axis_options`. */
export const axes: readonly Axis[] = [
  axis("Nothing", [], { legend: "empty" }),
  axis("Seed", "seed"),
  axis("Var. seed", "variation.seed"),
  axis("Var. strength", "variation.strength"),
  axis("Steps", "steps"),
  axis("Hires steps", "hires.steps", inTxt2img),
  axis("CFG Scale", "cfgScale"),
  axis("Image CFG Scale", "init.imageCfgScale", inImg2img),
  axis("Prompt S/R", ["prompt", "negativePrompt"], { legend: "plain" }),
  axis("Prompt order", "prompt", { type: "permutation", legend: "joined" }),
  axis("Sampler", "sampler", { legend: "plain" }),
  axis("Hires sampler", "hires.sampler", inTxt2img),
  axis("Checkpoint name", "checkpoint", { legend: "file", cost: 1 }),
  axis("Negative Guidance minimum sigma", "knobs.minUncondSigma"),
  axis("Sigma Churn", "knobs.sChurn"),
  axis("Sigma min", "knobs.sTmin"),
  axis("Sigma max", "knobs.sTmax"),
  axis("Sigma noise", "knobs.sNoise"),
  axis("Schedule type", "schedule"),
  axis("Schedule min sigma", "knobs.sigmaMin"),
  axis("Schedule max sigma", "knobs.sigmaMax"),
  axis("Schedule rho", "knobs.rho"),
  axis("Beta schedule alpha", "knobs.betaAlpha"),
  axis("Beta schedule beta", "knobs.betaBeta"),
  axis("Eta", ["knobs.eta", "knobs.etaDdim"]),
  axis("Clip skip", "clipSkip"),
  axis("Denoising", ["init.denoisingStrength", "hires.denoisingStrength"]),
  axis("Initial noise multiplier", "init.noiseMultiplier"),
  axis("Extra noise", "knobs.extraNoise"),
  axis("Hires upscaler", "hires.upscaler", inTxt2img),
  axis("Cond. Image Mask Weight", "init.conditioningMaskWeight", inImg2img),
  axis("VAE", "vae", { cost: 0.7, besideNames: ["Automatic", "None"] }),
  axis("Styles", "styles"),
  axis("UniPC Order", "knobs.unipcOrder", { cost: 0.5 }),
  unavailable("Face restore", { legend: "plain" }),
  axis("Token merging ratio", "knobs.tokenMerging"),
  axis("Token merging ratio high-res", "knobs.tokenMergingHires"),
  axis("Always discard next-to-last sigma", "knobs.discardNextToLastSigma"),
  axis("SGM noise multiplier", "knobs.sgmNoiseMultiplier"),
  axis("Refiner checkpoint", "refiner.checkpoint", { legend: "file", cost: 1, besideNames: ["None"] }),
  axis("Refiner switch at", "refiner.switchAt"),
  axis("RNG source", "rng", { choices: ["GPU", "CPU", "NV"] }),
  unavailable("FP8 mode", { cost: 0.9 }),
  axis("Size", ["width", "height"], { type: "text" }),
];

/** Axes that the WebUI knows from extensions alone. */
const extensionAxes: readonly Axis[] = [axis("CFG Rescale", "cfgRescale")];

export const knownAxes: readonly Axis[] = [...axes, ...extensionAxes];
/** The axes that are painted here, in the order of the WebUI's lists. */
export const gridAxes: readonly Axis[] = knownAxes.filter(({ sets }) => sets !== undefined);

/** Numbers as the WebUI (and Python) writes them: at most 8 places, and never without a point. */
function printNumber(value: number): string {
  const rounded = Number(value.toFixed(8));
  return Number.isInteger(rounded) ? `${rounded}.0` : String(rounded);
}

/** What stands above (or beside) the cells of a value. Source: `format_value…` of `xyz_grid.py`. */
export function axisLegend({ label, type, legend }: Axis, value: AxisValue): string {
  const text =
    typeof value === "number" ? (type === "number" ? printNumber(value) : String(value)) : [value].flat().join(", ");
  switch (legend) {
    case "labelled":
      return `${label}: ${text}`;
    case "plain":
    case "joined":
      return text;
    case "file":
      return text.replace(/^.*[/\\]/, "");
    case "empty":
      return "";
  }
}
