import { useTranslation } from "react-i18next";
import type { knobsEn } from "../../i18n/en/knobs.ts";
import { useStore } from "../../ui/store.ts";
import { draftStore } from "../draft/draft.ts";
import { type DraftPath, markedFields, type PathTo, setAt, type ValueAt, valueAt } from "../draft/draft-path.ts";

type Names = typeof knobsEn;
/** Fields of the draft that have a name and a help text. */
export type KnobPath = Extract<
  DraftPath,
  {
    [K in keyof Names & string]: Names[K] extends { name: string } ? K : `${K}.${keyof Names[K] & string}`;
  }[keyof Names]
>;
/** The same, of those that hold a `T`. */
export type KnobTo<T> = Extract<KnobPath, PathTo<T>>;

/** What every knob is told: which field it turns, and what the WebUI calls it. */
export interface KnobProps<T> {
  readonly at: KnobTo<T>;
  readonly a1111: string;
}

export interface KnobWords {
  readonly label: string;
  readonly help: string;
}

export function useKnobWords(path: KnobPath | "size"): KnobWords {
  const { t } = useTranslation();
  // One path for all: the union of two hundred keys is more than the compiler should have to compare.
  const key = `knobs.${path}` as "knobs.steps";
  return { label: t(`${key}.name`), help: t(`${key}.help`) };
}

/** One field of the draft: its words, its value, and how to change it. */
export function useKnob<P extends KnobPath>(path: P) {
  const draft = useStore(draftStore);
  const marked = useStore(markedFields).has(path);
  return {
    ...useKnobWords(path),
    marked,
    value: valueAt(draft, path),
    put: (value: ValueAt<P>) => setAt(path, value),
  };
}
