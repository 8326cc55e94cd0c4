import { fields, type Recipe } from "@danfang/domain";
import { parseEmphasis } from "@danfang/prompt";
import { splitSampler } from "../../names/a1111-sampler-split.ts";
import { writersFindings } from "../findings.ts";
import { stemOf } from "../lost-fields.ts";
import { type ComfySchedule, comfySampling, type Enlarging, enlargingBy } from "./names.ts";
import type { Notes } from "./notes.ts";
import { plainPrompt } from "./plain-prompt.ts";
import { between } from "./ranges.ts";

/** Pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** One pass of a sampler. */
export interface PlannedPass {
  readonly seed: bigint;
  readonly steps: number;
  readonly cfgScale: number;
  readonly sampler: string;
  readonly schedule: ComfySchedule;
  readonly denoise: number;
  readonly prompt: string;
  readonly negativePrompt: string;
}

/** The second, larger pass. */
export interface PlannedHires {
  readonly pass: PlannedPass;
  readonly size: Size;
  /** How many times larger, where the recipe says that and no size. */
  readonly scale: number | undefined;
  readonly enlarging: Enlarging;
}

export function planFirstPass(recipe: Recipe, notes: Notes): PlannedPass {
  const { extra = {}, prompt = "", negativePrompt = "" } = recipe;
  const isDistilled = extra["Distilled CFG Scale"] !== undefined; // it guides itself, and ComfyUI's 1 is no guidance
  const embeddings = (recipe.embeddings ?? []).flatMap(({ name }) => (name === undefined ? [] : [stemOf(name)]));
  const plain = (side: "prompt" | "negativePrompt", text: string): string => {
    const { text: words, findings } = plainPrompt(text, side, embeddings);
    notes.tell(...findings);
    return words;
  };
  if (isWeighted(prompt) || isWeighted(negativePrompt)) notes.tell(writersFindings.comfyEmphasis({}));
  return {
    seed: BigInt.asUintN(64, BigInt(notes.filled("seed", recipe.seed, 0))),
    steps: between("steps", notes.filled("steps", recipe.steps, fields.steps.usual)),
    cfgScale: between(
      "cfg",
      recipe.cfgScale ?? (isDistilled ? 1 : notes.filled("cfgScale", undefined, fields.cfgScale.usual)),
    ),
    ...planSampling(recipe.sampler, recipe.schedule, notes),
    denoise: between("denoise", recipe.hires === undefined ? (recipe.denoisingStrength ?? 1) : 1),
    prompt: plain("prompt", prompt),
    negativePrompt: plain("negativePrompt", negativePrompt),
  };
}

const isWeighted = (text: string): boolean => parseEmphasis(text).some(([, weight]) => weight !== 1 && weight !== -1);

function planSampling(sampler: string | undefined, schedule: string | undefined, notes: Notes) {
  const found = comfySampling(sampler, schedule);
  if (found.sampler === undefined) notes.tell(writersFindings.comfyReplaced({ name: sampler ?? "", by: "euler" }));
  if (found.schedule === undefined) notes.tell(writersFindings.comfyReplaced({ name: schedule ?? "", by: "normal" }));
  return { sampler: found.sampler ?? "euler", schedule: found.schedule ?? { name: "normal" } };
}

/** Source of what is usual: AUTOMATIC1111 v1.10.1, hires fix. */
const usualScale = 2;
const usualDenoise = 0.7;

export function planHires(
  { extra = {}, ...recipe }: Recipe,
  hires: NonNullable<Recipe["hires"]>,
  first: PlannedPass,
  { width, height }: Size,
  notes: Notes,
): PlannedHires {
  const written = extra["Hires sampler"] ?? recipe.sampler;
  const { sampler, schedule } = splitSampler(written, extra["Hires schedule type"] ?? recipe.schedule);
  const isOther = sampler !== recipe.sampler || schedule !== recipe.schedule;
  const scale = between("scale", hires.scale ?? usualScale);
  const prompt = extra["Hires prompt"];
  return {
    pass: {
      ...first,
      ...(isOther && written !== undefined ? planSampling(sampler, schedule, notes) : {}),
      steps: between("steps", hires.steps || first.steps),
      denoise: between("denoise", hires.denoisingStrength ?? usualDenoise),
      prompt: prompt ? plainPrompt(prompt, "prompt", []).text : first.prompt,
      negativePrompt: extra["Hires negative prompt"] || first.negativePrompt,
    },
    size: {
      width: between("side", hires.width || width * scale),
      height: between("side", hires.height || height * scale),
    },
    scale: hires.width || hires.height ? undefined : scale,
    enlarging: enlargingBy(hires.upscaler),
  };
}
