import type { GenerationRequest, ModelEntry, Settings } from "@danfang/domain";
import { createKeptStore, createStore } from "../../ui/store.ts";

/** What stands in the fields of the Create page. */
export interface Draft {
  readonly prompt: string;
  readonly negativePrompt: string;
  /** A name as `/v1/models` gives it; undefined until one is chosen. */
  readonly checkpoint: string | undefined;
  readonly vae: string;
  readonly steps: number;
  readonly sampler: string;
  readonly schedule: string;
  readonly cfgScale: number;
  /** -1 draws one at random. */
  readonly seed: number;
  readonly width: number;
  readonly height: number;
  readonly clipSkip: number;
  readonly batchSize: number;
  readonly batchCount: number;
  readonly rng: "cpu" | "nv";
  readonly etaNoiseSeedDelta: number;
}

export type DraftField = keyof Draft;

export const emptyDraft: Draft = {
  prompt: "",
  negativePrompt: "",
  checkpoint: undefined,
  vae: "auto",
  steps: 20,
  sampler: "Euler a",
  schedule: "automatic",
  cfgScale: 7,
  seed: -1,
  width: 512,
  height: 512,
  clipSkip: 1,
  batchSize: 1,
  batchCount: 1,
  rng: "cpu",
  etaNoiseSeedDelta: 0,
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
  const fields = Object.entries(kept).filter(([key, value]) => {
    if (key === "checkpoint") return typeof value === "string";
    return key in emptyDraft && typeof value === typeof emptyDraft[key as DraftField];
  });
  return { ...emptyDraft, ...Object.fromEntries(fields) };
}

export const draftStore = createKeptStore<Draft>("danfang.draft", emptyDraft, restoreDraft);
/** Fields that a paste has just changed; they are marked for a moment. */
export const markedFields = createStore<ReadonlySet<DraftField>>(new Set());

const markMilliseconds = 2500;

export const setDraft = (change: Partial<Draft>): void => draftStore.set((before) => ({ ...before, ...change }));

/** Sets fields and marks those that changed. Returns how many were set. */
export function fillDraft(change: Partial<Draft>): number {
  const before = draftStore.get();
  const changed = (Object.keys(change) as DraftField[]).filter((field) => change[field] !== before[field]);
  setDraft(change);
  const marks = new Set(changed);
  markedFields.set(marks);
  setTimeout(() => markedFields.set((now) => (now === marks ? new Set() : now)), markMilliseconds);
  return Object.keys(change).length;
}

/** What to start with when nothing is chosen yet: the settings' checkpoint, else a real one, else the starter. */
export function firstChoice(models: readonly ModelEntry[], settings: Settings): Partial<Draft> {
  const checkpoints = models.filter(({ kind, problem }) => kind === "checkpoint" && problem === undefined);
  const wanted = checkpoints.find(({ name, stem }) => [name, stem].includes(settings.defaults.checkpoint ?? ""));
  const chosen = wanted ?? checkpoints.find(({ isStarter }) => !isStarter) ?? checkpoints[0];
  const { checkpoint: _, ...defaults } = settings.defaults;
  return { ...defaults, ...(chosen === undefined ? {} : chooseCheckpoint(chosen, settings)) };
}

/**
 * A checkpoint, with the size that it was trained at. The starter brings its own settings along, except where the user has
 * said what Create starts with.
 */
export function chooseCheckpoint(entry: ModelEntry, settings: Settings | undefined): Partial<Draft> {
  const native = entry.nativeSize;
  return {
    checkpoint: entry.name,
    ...(native === undefined ? {} : { width: native, height: native }),
    ...(entry.isStarter ? { ...starterDefaults, ...ownDefaults(settings) } : {}),
  };
}

/** The settings' defaults that are not as they come: `emptyDraft` holds the same as a new studio's settings. */
function ownDefaults(settings: Settings | undefined): Partial<Draft> {
  const { checkpoint: _, ...defaults } = settings?.defaults ?? {};
  return Object.fromEntries(
    Object.entries(defaults).filter(([name, value]) => emptyDraft[name as DraftField] !== value),
  );
}

export const requestOf = ({ checkpoint, ...draft }: Draft): GenerationRequest => ({
  ...draft,
  ...(checkpoint === undefined ? {} : { checkpoint }),
});

/** A request's fields as fields of the draft; what it does not say stays as it is. */
export function draftOf(request: Partial<GenerationRequest>): Partial<Draft> {
  const fields = Object.entries(request).filter(([key, value]) => key in emptyDraft && value !== undefined);
  return Object.fromEntries(fields) as Partial<Draft>;
}
