import type { GenerationRequest, ModelEntry, Picture } from "@danfang/domain";
import type { RecipeReading } from "../../api/client.ts";
import { createStore } from "../../ui/store.ts";
import { type Draft, draftOf, fillDraft } from "../generate/draft.ts";
import { modelNamed } from "../models/find-models.ts";
import { fieldText } from "./recipe-diff.ts";

/** What a paste did, for the strip under the top bar. */
export interface PasteResult {
  readonly count: number;
  readonly checkpoint: "found" | "missing" | "unsaid";
  readonly missing: RecipeReading["missing"];
  /** What was not understood: settings of other programs, lines that are no fields. */
  readonly unknown: readonly { readonly name: string; readonly text: string }[];
}

export const pasteResult = createStore<PasteResult | undefined>(undefined);

/** What a recipe may say and Create has no field for. */
const unusedFields = ["variation", "denoisingStrength", "hires"] as const;

/** Fills the fields with a recipe that was read. The checkpoint is only changed to one that is there. */
export function applyReading(reading: RecipeReading): PasteResult {
  const { checkpoint, ...rest } = reading.request;
  const isMissing = reading.missing.some(({ kind }) => kind === "checkpoint");
  const isSaid = reading.recipe.checkpoint !== undefined;
  const usable = checkpoint === undefined || isMissing ? rest : { ...rest, checkpoint };
  const count = fillDraft(draftOf(usable));
  const extra = Object.entries(reading.recipe.extra ?? {}).map(([name, text]) => ({ name, text }));
  const unused = unusedFields.flatMap((field) => {
    const text = fieldText(reading.recipe, field);
    return text === undefined ? [] : [{ name: field, text }];
  });
  const findings = reading.findings.map(({ code, message }) => ({ name: code, text: message ?? "" }));
  const result: PasteResult = {
    count,
    checkpoint: isMissing ? "missing" : isSaid ? "found" : "unsaid",
    missing: reading.missing,
    unknown: [...unused, ...extra, ...findings],
  };
  pasteResult.set(result);
  return result;
}

/** A picture's recipe as fields of the draft. What the recipe does not say, or what is not there, stays as it is. */
export function draftOfPicture({ recipe, width, height }: Picture, models: readonly ModelEntry[]): Partial<Draft> {
  const checkpoint = findRef(models, "checkpoint", recipe.checkpoint);
  const vae = findRef(models, "vae", recipe.vae);
  const request: Partial<GenerationRequest> = {
    ...definedOnly({
      prompt: recipe.prompt,
      negativePrompt: recipe.negativePrompt ?? "",
      steps: recipe.steps,
      sampler: recipe.sampler,
      schedule: recipe.schedule,
      cfgScale: recipe.cfgScale,
      seed: typeof recipe.seed === "number" ? recipe.seed : undefined,
      clipSkip: recipe.clipSkip ?? 1,
      etaNoiseSeedDelta: recipe.etaNoiseSeedDelta ?? 0,
      rng: recipe.rng === "gpu" ? "nv" : recipe.rng,
      checkpoint: checkpoint?.name,
    }),
    vae: vae?.name ?? "auto",
    width: recipe.width ?? width,
    height: recipe.height ?? height,
    batchSize: 1,
    batchCount: 1,
  };
  return draftOf(request);
}

function findRef(
  models: readonly ModelEntry[],
  kind: ModelEntry["kind"],
  ref: { name?: string | undefined; hash?: string | undefined } | undefined,
) {
  if (ref === undefined) return undefined;
  const byHash = ref.hash === undefined ? undefined : modelNamed(models, kind, ref.hash);
  return byHash ?? (ref.name === undefined ? undefined : modelNamed(models, kind, ref.name));
}

function definedOnly<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
