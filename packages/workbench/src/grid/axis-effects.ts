import {
  fields,
  type GenerationRequest,
  type HiresRequest,
  type InitRequest,
  type Named,
  ownValue,
  type SamplingKnobs,
} from "@danfang/domain";

import { reorderWords, searchAndReplace } from "@danfang/prompt";
import type { Need } from "./errors.ts";

/** Lists that an axis' values are names of. */
export type NameKind = Exclude<Named, "picture">;

/** The order with a value of an axis; undefined where the value means nothing in this order. */
type Change<V> = (request: GenerationRequest, value: V, first: V) => GenerationRequest | undefined;

interface Traits {
  /** Without it the order stays as it is. */
  readonly needs?: Need;
  readonly names?: NameKind;
  /** The only values there are. */
  readonly choices?: readonly string[];
  /** Changes what another axis may bring. */
  readonly isLate?: true;
}
export type AxisEffect = Traits &
  (
    | { readonly type: "number"; readonly change: Change<number> }
    | { readonly type: "text"; readonly change: Change<string> }
    | { readonly type: "words"; readonly change: Change<readonly string[]> }
  );

const number = (change: Change<number>, traits: Traits = {}): AxisEffect => ({ type: "number", change, ...traits });
const text = (change: Change<string>, traits: Traits = {}): AxisEffect => ({ type: "text", change, ...traits });

const knob = (name: keyof SamplingKnobs): AxisEffect =>
  number((request, value) => ({ ...request, knobs: { ...request.knobs, [name]: value } }));
const inInit = (name: keyof InitRequest): AxisEffect =>
  number((request, value) => request.init && { ...request, init: { ...request.init, [name]: value } }, {
    needs: "init",
  });
const hiresWith = (request: GenerationRequest, change: Partial<HiresRequest>): GenerationRequest | undefined =>
  request.hires && { ...request, hires: { ...request.hires, ...change } };

const flags = ["False", "True"] as const;
const flag = (name: "discardNextToLastSigma" | "sgmNoiseMultiplier"): AxisEffect =>
  text((request, value) => ({ ...request, knobs: { ...request.knobs, [name]: value.toLowerCase() === "true" } }), {
    choices: flags,
  });

/** "GPU" is what a WebUI on an NVIDIA card draws: "nv" here. */
const noises: Readonly<Record<string, GenerationRequest["rng"]>> = { gpu: "nv", cpu: "cpu", nv: "nv" };

const vaeNamed = (value: string): string => {
  const plain = value.toLowerCase();
  return plain === "automatic" ? "auto" : plain === "auto" || plain === "none" ? plain : value;
};

const denoising: Change<number> = (request, denoisingStrength) =>
  request.init
    ? { ...request, init: { ...request.init, denoisingStrength } }
    : hiresWith(request, { denoisingStrength });

const refinerNamed: Change<string> = ({ refiner, ...request }, value) =>
  value === "" || value.toLowerCase() === "none"
    ? request
    : { ...request, refiner: { switchAt: fields["refiner.switchAt"].usual, ...refiner, checkpoint: value } };

const sizeOf: Change<string> = (request, value) => {
  const [, width, height] = /^\s*(\d{1,5})\s*[x×]\s*(\d{1,5})\s*$/i.exec(value) ?? [];
  const isWhole = (side: string | undefined): side is string => side !== undefined && Number(side) % 8 === 0;
  return isWhole(width) && isWhole(height) ? { ...request, width: Number(width), height: Number(height) } : undefined;
};

const replaced: Change<string> = (request, value, first) => {
  const prompts = searchAndReplace(request, first, value);
  return prompts && { ...request, prompt: prompts.prompt, negativePrompt: prompts.negativePrompt };
};

const reordered: Change<readonly string[]> = (request, words) =>
  words.every((word) => request.prompt.includes(word))
    ? { ...request, prompt: reorderWords(request.prompt, words) }
    : undefined;

/** What the values of each axis do to an order, by the WebUI's name of the axis. Those not here are not offered. */
export const axisEffects: Readonly<Record<string, AxisEffect>> = {
  Nothing: text((request) => request),
  Seed: number((request, seed) => ({ ...request, seed })),
  "Var. seed": number((request, seed) => ({ ...request, variation: { strength: 0, ...request.variation, seed } })),
  "Var. strength": number((request, strength) => ({
    ...request,
    variation: { seed: -1, ...request.variation, strength },
  })),
  Steps: number((request, steps) => ({ ...request, steps })),
  "Hires steps": number((request, steps) => hiresWith(request, { steps }), { needs: "hires" }),
  "CFG Scale": number((request, cfgScale) => ({ ...request, cfgScale })),
  "CFG Rescale": number((request, cfgRescale) => ({ ...request, cfgRescale })),
  "Image CFG Scale": inInit("imageCfgScale"),
  "Prompt S/R": text(replaced),
  "Prompt order": { type: "words", change: reordered },
  Sampler: text((request, sampler) => ({ ...request, sampler }), { names: "sampler" }),
  "Hires sampler": text((request, sampler) => hiresWith(request, { sampler }), { needs: "hires", names: "sampler" }),
  "Checkpoint name": text((request, checkpoint) => ({ ...request, checkpoint }), { names: "checkpoint" }),
  "Negative Guidance minimum sigma": knob("minUncondSigma"),
  "Sigma Churn": knob("sChurn"),
  "Sigma min": knob("sTmin"),
  "Sigma max": knob("sTmax"),
  "Sigma noise": knob("sNoise"),
  "Schedule type": text((request, schedule) => ({ ...request, schedule }), { names: "schedule" }),
  "Schedule min sigma": knob("sigmaMin"),
  "Schedule max sigma": knob("sigmaMax"),
  "Schedule rho": knob("rho"),
  "Beta schedule alpha": knob("betaAlpha"),
  "Beta schedule beta": knob("betaBeta"),
  Eta: number((request, value) => ({ ...request, knobs: { ...request.knobs, eta: value, etaDdim: value } })),
  "Token merging ratio": knob("tokenMerging"),
  "Token merging ratio high-res": knob("tokenMergingHires"),
  "Extra noise": knob("extraNoise"),
  "UniPC Order": number((request, order) => ({
    ...request,
    knobs: { ...request.knobs, unipcOrder: Math.min(order, request.steps - 1) },
  })),
  "Clip skip": number((request, clipSkip) => ({ ...request, clipSkip })),
  Denoising: number(denoising, { needs: "init or hires" }),
  "Initial noise multiplier": inInit("noiseMultiplier"),
  "Hires upscaler": text((request, upscaler) => hiresWith(request, { upscaler }), {
    needs: "hires",
    names: "upscaler",
  }),
  "Cond. Image Mask Weight": inInit("conditioningMaskWeight"),
  VAE: text((request, value) => ({ ...request, vae: vaeNamed(value) }), { names: "vae" }),
  Styles: text((request, value) => ({ ...request, styles: [...(request.styles ?? []), ...value.split(",")] }), {
    names: "style",
  }),
  "Always discard next-to-last sigma": flag("discardNextToLastSigma"),
  "SGM noise multiplier": flag("sgmNoiseMultiplier"),
  "Refiner checkpoint": text(refinerNamed, { names: "checkpoint" }),
  "Refiner switch at": number(
    (request, switchAt) => request.refiner && { ...request, refiner: { ...request.refiner, switchAt } },
    { needs: "refiner", isLate: true },
  ),
  "RNG source": text((request, value) => ({ ...request, rng: ownValue(noises, value.toLowerCase()) ?? request.rng }), {
    choices: ["GPU", "CPU", "NV"],
  }),
  Size: text(sizeOf),
};
