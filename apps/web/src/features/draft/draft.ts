import {
  type FieldPath,
  type Fields,
  fields,
  type GenerationRequest,
  type HiresRequest,
  type InitRequest,
  type MaskRequest,
  type RefinerRequest,
  type SamplingKnobs,
  type Seed,
  type SoftInpaintRequest,
  type VariationRequest,
} from "@danfang/domain";
import { emptyGrid, type GridDraft } from "./grid-draft.ts";
import { emptyPasses, type PassesDraft } from "./passes-draft.ts";

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
  readonly seed: Seed;
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

/** The usual value of a field. */
type UsualPath = { [P in FieldPath]: Fields[P] extends { usual: unknown } ? P : never }[FieldPath];
const usual = <P extends UsualPath>(path: P): Fields[P]["usual"] => fields[path].usual;

/** Every field as it is usually; of what few leave out, what they begin with. */
export const emptyDraft: Draft = {
  prompt: "",
  negativePrompt: usual("negativePrompt"),
  styles: [],
  checkpoint: undefined,
  vae: usual("vae"),
  steps: usual("steps"),
  sampler: usual("sampler"),
  schedule: usual("schedule"),
  cfgScale: usual("cfgScale"),
  cfgRescale: usual("cfgRescale"),
  seed: usual("seed"),
  width: 512,
  height: 512,
  clipSkip: usual("clipSkip"),
  batchSize: usual("batchSize"),
  batchCount: usual("batchCount"),
  rng: usual("rng"),
  etaNoiseSeedDelta: usual("etaNoiseSeedDelta"),
  emphasis: usual("emphasis"),
  tiling: usual("tiling"),
  variation: { isOn: false, seed: usual("variation.seed"), strength: 0.1 },
  seedResize: { width: 0, height: 0 },
  hires: {
    isOn: false,
    scale: usual("hires.scale"),
    width: 0,
    height: 0,
    steps: usual("hires.steps"),
    upscaler: usual("hires.upscaler"),
    denoisingStrength: usual("hires.denoisingStrength"),
    sampler: "",
    schedule: "",
    prompt: "",
    negativePrompt: "",
    checkpoint: "",
  },
  refiner: {
    isOn: false,
    checkpoint: "",
    switchAt: usual("refiner.switchAt"),
    bySteps: usual("refiner.bySteps"),
    hiresPasses: usual("refiner.hiresPasses"),
  },
  init: {
    isOn: false,
    image: "",
    denoisingStrength: usual("init.denoisingStrength"),
    resize: "crop",
    noiseMultiplier: usual("init.noiseMultiplier"),
    conditioningMaskWeight: usual("init.conditioningMaskWeight"),
    colorCorrection: usual("init.colorCorrection"),
  },
  mask: {
    isOn: false,
    image: "",
    blur: usual("init.mask.blur"),
    invert: usual("init.mask.invert"),
    content: usual("init.mask.content"),
    area: usual("init.mask.area"),
    padding: usual("init.mask.padding"),
    round: usual("init.mask.round"),
  },
  soft: {
    isOn: false,
    scheduleBias: usual("init.mask.soft.scheduleBias"),
    preservation: usual("init.mask.soft.preservation"),
    contrastBoost: usual("init.mask.soft.contrastBoost"),
    maskInfluence: usual("init.mask.soft.maskInfluence"),
    differenceThreshold: usual("init.mask.soft.differenceThreshold"),
    differenceContrast: usual("init.mask.soft.differenceContrast"),
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
