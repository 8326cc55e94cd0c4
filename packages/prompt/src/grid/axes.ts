import type { AxisType, AxisValue } from "./axis-values.ts";

/** What can be varied along an axis, as the WebUI offers it. */
export interface Axis {
  readonly label: string;
  readonly type: AxisType;
  /** How dear it is to change, 0 … 1: a checkpoint costs 1. */
  readonly cost: number;
  /** The only tab that has it. */
  readonly only?: "txt2img" | "img2img";
  /** How a value is written above its column. */
  readonly legend: "labelled" | "plain" | "joined" | "file" | "empty";
}

type Options = Partial<Omit<Axis, "label" | "type">>;
const axis = (label: string, type: AxisType, options: Options = {}): Axis => ({
  ...{ label, type, cost: 0, legend: "labelled" },
  ...options,
});
const inTxt2img = { only: "txt2img" } as const;
const inImg2img = { only: "img2img" } as const;

/** In the order of the WebUI's lists. Source: AUTOMATIC1111 v1.10.1 `xyz_grid.axis_options`. */
export const axes: readonly Axis[] = [
  axis("Nothing", "text", { legend: "empty" }),
  axis("Seed", "whole"),
  axis("Var. seed", "whole"),
  axis("Var. strength", "number"),
  axis("Steps", "whole"),
  axis("Hires steps", "whole", inTxt2img),
  axis("CFG Scale", "number"),
  axis("Image CFG Scale", "number", inImg2img),
  axis("Prompt S/R", "text", { legend: "plain" }),
  axis("Prompt order", "permutation", { legend: "joined" }),
  axis("Sampler", "text", { legend: "plain" }),
  axis("Hires sampler", "text", inTxt2img),
  axis("Checkpoint name", "text", { legend: "file", cost: 1 }),
  axis("Negative Guidance minimum sigma", "number"),
  axis("Sigma Churn", "number"),
  axis("Sigma min", "number"),
  axis("Sigma max", "number"),
  axis("Sigma noise", "number"),
  axis("Schedule type", "text"),
  axis("Schedule min sigma", "number"),
  axis("Schedule max sigma", "number"),
  axis("Schedule rho", "number"),
  axis("Beta schedule alpha", "number"),
  axis("Beta schedule beta", "number"),
  axis("Eta", "number"),
  axis("Clip skip", "whole"),
  axis("Denoising", "number"),
  axis("Initial noise multiplier", "number"),
  axis("Extra noise", "number"),
  axis("Hires upscaler", "text", inTxt2img),
  axis("Cond. Image Mask Weight", "number", inImg2img),
  axis("VAE", "text", { cost: 0.7 }),
  axis("Styles", "text"),
  axis("UniPC Order", "whole", { cost: 0.5 }),
  axis("Face restore", "text", { legend: "plain" }),
  axis("Token merging ratio", "number"),
  axis("Token merging ratio high-res", "number"),
  axis("Always discard next-to-last sigma", "text"),
  axis("SGM noise multiplier", "text"),
  axis("Refiner checkpoint", "text", { legend: "file", cost: 1 }),
  axis("Refiner switch at", "number"),
  axis("RNG source", "text"),
  axis("FP8 mode", "text", { cost: 0.9 }),
  axis("Size", "text"),
];

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
