import { wordsOf } from "@danfang/words";
import i18next from "i18next";
import { languageOf } from "../../i18n/language-of.ts";
import type { Draft } from "./draft.ts";
import type { DraftStep, FieldChange } from "./draft-history.ts";

/** Parts of the draft that are more than one field of an order, or stand on the page under another name. */
const partKeys = {
  width: "knobs.size.name",
  height: "knobs.size.name",
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
} as const satisfies Partial<Record<keyof Draft, string>>;
type Part = keyof typeof partKeys;

const isPart = (name: keyof Draft): name is Part => name in partKeys;

/** What a part of the draft is called elsewhere on the page. */
export const nameOf = (name: keyof Draft): string =>
  isPart(name) ? i18next.t(partKeys[name]) : wordsOf(name, languageOf(i18next.language)).name;

/** Fields that are named one by one; of more, their number is said. */
const mostNamed = 2;

/** The fields that were changed, each once: `Steps`, `Prompt, Size`, `5 fields`. */
export function fieldsText(changes: readonly FieldChange[]): string {
  const names = [...new Set(changes.map(({ field }) => nameOf(field)))];
  if (names.length > mostNamed) return i18next.t("undo.fields", { count: names.length });
  return names.join(i18next.t("undo.and"));
}

/** What a step was, as one reads it behind “Undo:”. */
export const stepText = (step: DraftStep): string =>
  step.name === "edit" ? fieldsText(step.changes) : i18next.t(`undo.what.${step.name}`);
