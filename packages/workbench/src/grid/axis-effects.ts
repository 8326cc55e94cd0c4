import {
  type FieldPath,
  fieldAt,
  fields,
  type GenerationRequest,
  type HiresRequest,
  ownValue,
  pixelsPerLatentCell,
} from "@danfang/domain";
import { type Axis, reorderWords, searchAndReplace } from "@danfang/prompt";
import { withField } from "./with-field.ts";

/** The order with a value of an axis, not judged yet; undefined where the value means nothing in this order. */
type Change<V> = (request: GenerationRequest, value: V, first: V) => object | undefined;

export type AxisEffect =
  | { readonly type: "number"; readonly change: Change<number> }
  | { readonly type: "text"; readonly change: Change<string> }
  | { readonly type: "words"; readonly change: Change<readonly string[]> };

const number = (change: Change<number>): AxisEffect => ({ type: "number", change });
const text = (change: Change<string>): AxisEffect => ({ type: "text", change });

const hiresWith = (request: GenerationRequest, change: Partial<HiresRequest>): GenerationRequest | undefined =>
  request.hires && { ...request, hires: { ...request.hires, ...change } };

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
  const isWhole = (side: string | undefined): side is string =>
    side !== undefined && Number(side) % pixelsPerLatentCell === 0;
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

/** Axes whose values are more than a new value of one field, by the WebUI's name. */
const ownEffects: Readonly<Record<string, AxisEffect>> = {
  Nothing: text((request) => request),
  "Var. seed": number((request, seed) => ({ ...request, variation: { strength: 0, ...request.variation, seed } })),
  "Var. strength": number((request, strength) => ({
    ...request,
    variation: { seed: -1, ...request.variation, strength },
  })),
  "Prompt S/R": text(replaced),
  "Prompt order": { type: "words", change: reordered },
  Eta: number((request, value) => ({ ...request, knobs: { ...request.knobs, eta: value, etaDdim: value } })),
  "UniPC Order": number((request, order) => ({
    ...request,
    knobs: { ...request.knobs, unipcOrder: Math.min(order, request.steps - 1) },
  })),
  Denoising: number(denoising),
  VAE: text((request, value) => ({ ...request, vae: vaeNamed(value) })),
  Styles: text((request, value) => ({ ...request, styles: [...(request.styles ?? []), ...value.split(",")] })),
  "Refiner checkpoint": text(refinerNamed),
  "RNG source": text((request, value) => ({ ...request, rng: ownValue(noises, value.toLowerCase()) ?? request.rng })),
  Size: text(sizeOf),
};

/** What the values of an axis do to an order. */
export const effectOf = ({ label, sets: [path] = [] }: Pick<Axis, "label" | "sets">): AxisEffect | undefined =>
  ownValue(ownEffects, label) ?? (path === undefined ? undefined : plainEffect(path));

function plainEffect(path: FieldPath): AxisEffect {
  switch (fieldAt(path).kind) {
    case "number":
    case "whole":
      return number((request, value) => withField(request, path, value));
    case "flag":
      return text((request, value) => withField(request, path, value.toLowerCase() === "true"));
    default:
      return text((request, value) => withField(request, path, value));
  }
}
