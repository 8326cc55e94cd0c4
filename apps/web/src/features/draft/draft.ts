import type {
  GenerationRequest,
  HiresRequest,
  InitRequest,
  MaskRequest,
  RefinerRequest,
  SamplingKnobs,
  SoftInpaintRequest,
  VariationRequest,
} from "@danfang/domain";
import { createKeptStore } from "../../ui/store.ts";
import { emptyGrid, type GridDraft } from "../grid/grid-draft.ts";
import { emptyPasses, type PassesDraft } from "../passes/passes-draft.ts";
import { openDraftDoor } from "./draft-door.ts";
import { emptyHistory } from "./draft-history.ts";
import { keptPart, restoreHistory } from "./kept-history.ts";

/** A part of an order that can be left out; switched off, its fields stay as they were. */
type Switched<T> = { readonly [K in keyof T]-?: Exclude<T[K], undefined> } & { readonly isOn: boolean };

/**
 * What stands in the fields of the Create page: an order whose every field has a value. An empty text or a 0 where the order
 * may leave the field out means that it does.
 */
export interface Draft {
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly styles: readonly string[];
  /** A name as `/v1/models` gives it; undefined until one is chosen. */
  readonly checkpoint: string | undefined;
  readonly vae: string;
  readonly steps: number;
  readonly sampler: string;
  readonly schedule: string;
  readonly cfgScale: number;
  readonly cfgRescale: number;
  /** -1 draws one at random. */
  readonly seed: number;
  readonly width: number;
  readonly height: number;
  readonly clipSkip: number;
  readonly batchSize: number;
  readonly batchCount: number;
  readonly rng: "cpu" | "nv";
  readonly etaNoiseSeedDelta: number;
  readonly emphasis: NonNullable<GenerationRequest["emphasis"]>;
  readonly tiling: boolean;
  readonly variation: Switched<VariationRequest>;
  /** Both 0: as large as the picture. */
  readonly seedResize: { readonly width: number; readonly height: number };
  readonly hires: Switched<Omit<HiresRequest, "firstPass">>;
  readonly refiner: Switched<RefinerRequest>;
  readonly init: Switched<Omit<InitRequest, "mask" | "imageCfgScale" | "others" | "passes">>;
  readonly mask: Switched<Omit<MaskRequest, "blurY" | "latent" | "soft">>;
  readonly soft: Switched<SoftInpaintRequest>;
  readonly passes: PassesDraft;
  readonly grid: GridDraft;
  /** Only what was turned. */
  readonly knobs: SamplingKnobs;
}

export const emptyDraft: Draft = {
  prompt: "",
  negativePrompt: "",
  styles: [],
  checkpoint: undefined,
  vae: "auto",
  steps: 20,
  sampler: "Euler a",
  schedule: "automatic",
  cfgScale: 7,
  cfgRescale: 0,
  seed: -1,
  width: 512,
  height: 512,
  clipSkip: 1,
  batchSize: 1,
  batchCount: 1,
  rng: "cpu",
  etaNoiseSeedDelta: 0,
  emphasis: "original",
  tiling: false,
  variation: { isOn: false, seed: -1, strength: 0.1 },
  seedResize: { width: 0, height: 0 },
  hires: {
    ...{ isOn: false, scale: 2, width: 0, height: 0, steps: 0, upscaler: "Latent", denoisingStrength: 0.7 },
    ...{ sampler: "", schedule: "", prompt: "", negativePrompt: "", checkpoint: "" },
  },
  refiner: { isOn: false, checkpoint: "", switchAt: 0.8, bySteps: false, hiresPasses: "second" },
  init: {
    ...{ isOn: false, image: "", denoisingStrength: 0.75, resize: "crop" },
    ...{ noiseMultiplier: 1, conditioningMaskWeight: 1, colorCorrection: false },
  },
  mask: {
    ...{ isOn: false, image: "", blur: 4, invert: false, content: "original" },
    ...{ area: "whole", padding: 32, round: true },
  },
  soft: {
    ...{ isOn: false, scheduleBias: 1, preservation: 0.5, contrastBoost: 4 },
    ...{ maskInfluence: 0, differenceThreshold: 0.5, differenceContrast: 2 },
  },
  passes: emptyPasses,
  grid: emptyGrid,
  knobs: {},
};

/** What the model that comes with Danfang paints best with. Source: the starter's own README. */
export const starterDefaults: Partial<Draft> = {
  width: 128,
  height: 128,
  sampler: "Euler",
  schedule: "automatic",
  steps: 20,
  cfgScale: 5,
  clipSkip: 1,
};

/** A draft as it was kept, whatever an older page left there: fields of another type fall back. */
export function restoreDraft(kept: unknown): Draft {
  if (typeof kept !== "object" || kept === null) return emptyDraft;
  const { checkpoint, knobs } = kept as Partial<Draft>;
  return {
    ...restored(emptyDraft, kept),
    checkpoint: typeof checkpoint === "string" ? checkpoint : undefined,
    knobs: typeof knobs === "object" && knobs !== null ? knobs : {},
  };
}

/** `like` with the values of `kept` that are of the same type, at every depth. */
function restored<T extends object>(like: T, kept: object): T {
  const fields = Object.entries(like).map(([name, value]) => {
    const found = (kept as Record<string, unknown>)[name];
    if (typeof found !== typeof value || found === null || Array.isArray(found) !== Array.isArray(value))
      return [name, value];
    const isGroup = typeof value === "object" && !Array.isArray(value);
    return [name, isGroup ? restored(value as object, found as object) : found];
  });
  return Object.fromEntries(fields) as T;
}

/** A field as it was kept, or undefined for one that there is no more. */
export const restoreField = (field: string, value: unknown) =>
  field in emptyDraft
    ? { field: field as keyof Draft, value: restoreDraft({ ...emptyDraft, [field]: value })[field as keyof Draft] }
    : undefined;

const door = openDraftDoor(
  // Each tab has its own, so that two do not write over each other; a new one begins as the last one was left.
  createKeptStore("danfang.draft", emptyDraft, { restore: restoreDraft, in: "tab" }),
  createKeptStore("danfang.draftHistory", emptyHistory, {
    ...{ restore: (kept) => restoreHistory(kept, restoreField), in: "tab", part: keptPart },
  }),
);
export const { fields: draftStore, history: draftHistory, set: setDraft, settle: settleDraft } = door;
export const { back: stepDraftBack, forward: stepDraftForward, backTo: stepDraftBackTo } = door;
