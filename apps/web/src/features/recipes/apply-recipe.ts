import type { Finding, GenerationRequest, ModelEntry, Picture, Recipe } from "@danfang/domain";
import { defined } from "@danfang/domain";
import type { RecipeReading } from "../../api/client.ts";
import { createStore } from "../../ui/store.ts";
import { type Draft, emptyDraft } from "../draft/draft.ts";
import { markDraft } from "../draft/draft-path.ts";
import { draftStore } from "../draft/draft-store.ts";
import { gridFields, gridOfExtra } from "../draft/grid-draft.ts";
import { draftOf, plainDraft } from "../draft/order.ts";
import { fieldText } from "./recipe-diff.ts";

/** What a paste did, for the strip under the top bar. */
export interface PasteResult {
  readonly count: number;
  /** The change of the draft, which can be taken back; undefined where all fields were so already. */
  readonly step: number | undefined;
  readonly checkpoint: "found" | "missing" | "unsaid";
  readonly missing: RecipeReading["missing"];
  /** What has no effect here: settings of other programs. */
  readonly unknown: readonly { readonly name: string; readonly text: string }[];
  /** What was not understood. */
  readonly findings: readonly Finding[];
}

export const pasteResult = createStore<PasteResult | undefined>(undefined);

/** What a recipe may say and the studio could not make an order of. */
const orderedFields = ["variation", "hires"] as const;

/** Fills the fields with a recipe that was read. The checkpoint is only changed to one that is there. */
export function applyReading(reading: RecipeReading): PasteResult {
  const { checkpoint, ...rest } = reading.request;
  const isMissing = reading.missing.some(({ kind }) => kind === "checkpoint");
  const isSaid = reading.recipe.checkpoint !== undefined;
  const usable = checkpoint === undefined || isMissing ? rest : { ...rest, checkpoint };
  const { extra: further = {} } = reading.recipe;
  const grid = gridOfExtra(further);
  const change = { ...draftOf(usable), ...defined({ grid }) };
  const count = Object.keys(change).length;
  // A recipe is of one picture: what it says nothing of was not used.
  const step = markDraft(
    reading.recipe.prompt === undefined ? change : { ...plainDraft(draftStore.get()), ...change },
    "recipe",
  );
  const extra = Object.entries(further)
    .filter(([name]) => reading.unused?.includes(name) ?? true)
    .filter(([name]) => grid === undefined || !gridFields.has(name))
    .map(([name, text]) => ({ name, text }));
  const unused = orderedFields.flatMap((field) => {
    if (field in reading.request) return [];
    const text = fieldText(reading.recipe, field);
    return text === undefined ? [] : [{ name: field, text }];
  });
  const result: PasteResult = {
    count,
    step: step?.id,
    checkpoint: isMissing ? "missing" : isSaid ? "found" : "unsaid",
    missing: reading.missing,
    unknown: [...unused, ...extra],
    findings: reading.findings,
  };
  pasteResult.set(result);
  return result;
}

/** A picture's recipe as fields of the draft. What the recipe does not say, or what is not there, stays as it is. */
export function draftOfPicture(
  { recipe, width, height }: Picture,
  { checkpoint, vae }: { readonly checkpoint?: ModelEntry | null; readonly vae?: ModelEntry | null },
): Partial<Draft> {
  const request: Partial<GenerationRequest> = {
    ...defined({
      prompt: recipe.prompt,
      negativePrompt: recipe.negativePrompt ?? "",
      steps: recipe.steps,
      sampler: recipe.sampler,
      schedule: recipe.schedule,
      cfgScale: recipe.cfgScale,
      seed: recipe.seed,
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
    ...defined({ variation: variationOf(recipe), hires: hiresOf(recipe) }),
  };
  return { ...plainDraft(draftStore.get()), ...draftOf(request), ...defined({ grid: gridOfExtra(recipe.extra) }) };
}

function variationOf({ variation }: Recipe): GenerationRequest["variation"] {
  if (variation === undefined || variation.strength === 0) return undefined;
  return { seed: variation.seed, strength: variation.strength };
}

function hiresOf({ hires, denoisingStrength }: Recipe): GenerationRequest["hires"] {
  if (hires === undefined) return undefined;
  const { scale, steps, upscaler, denoisingStrength: usual } = emptyDraft.hires;
  return { scale, steps, upscaler, denoisingStrength: denoisingStrength ?? usual, ...defined(hires) };
}
