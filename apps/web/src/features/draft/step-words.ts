import i18next from "i18next";
import type { Draft } from "./draft.ts";
import type { DraftStep, FieldChange } from "./draft-history.ts";

/** What each part of the draft is called elsewhere on the page. */
export const fieldKeys = {
  prompt: "create.prompt",
  negativePrompt: "create.negative",
  styles: "styles.title",
  checkpoint: "top.checkpoint",
  vae: "top.vae",
  steps: "knobs.steps.name",
  sampler: "knobs.sampler.name",
  schedule: "knobs.schedule.name",
  cfgScale: "knobs.cfgScale.name",
  cfgRescale: "knobs.cfgRescale.name",
  seed: "knobs.seed.name",
  width: "knobs.size.name",
  height: "knobs.size.name",
  clipSkip: "knobs.clipSkip.name",
  batchSize: "knobs.batchSize.name",
  batchCount: "knobs.batchCount.name",
  rng: "knobs.rng.name",
  etaNoiseSeedDelta: "knobs.etaNoiseSeedDelta.name",
  emphasis: "knobs.emphasis.name",
  tiling: "knobs.tiling.name",
  variation: "sections.variation",
  seedResize: "sections.variation",
  hires: "sections.hires",
  refiner: "sections.refiner",
  init: "sections.init",
  mask: "sections.mask",
  soft: "sections.mask",
  passes: "sections.init",
  grid: "grid.title",
  knobs: "sections.sampling",
} as const satisfies Record<keyof Draft, string>;

/** Fields that are named one by one; of more, their number is said. */
const mostNamed = 2;

/** The fields that were changed, each once: `Steps`, `Prompt, Size`, `5 fields`. */
export function fieldsText(changes: readonly FieldChange[]): string {
  const names = [...new Set(changes.map(({ field }) => i18next.t(fieldKeys[field])))];
  if (names.length > mostNamed) return i18next.t("undo.fields", { count: names.length });
  return names.join(i18next.t("undo.and"));
}

/** What a step was, as one reads it behind “Undo:”. */
export const stepText = (step: DraftStep): string =>
  step.name === "edit" ? fieldsText(step.changes) : i18next.t(`undo.what.${step.name}`);
