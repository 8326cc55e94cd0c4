import type { FieldPath } from "@danfang/domain";
import { type AnyWords, webuiName, wordsOf } from "@danfang/words";
import { useTranslation } from "react-i18next";
import { languageOf } from "../../i18n/language-of.ts";

/** What a knob is called, what turning it up does, and what the WebUI calls it. */
export interface KnobWords {
  readonly label: string;
  readonly help: string;
  readonly a1111: string | undefined;
}

/** All that is said of a field in the page's language. */
export function useWords(path: FieldPath): AnyWords & KnobWords {
  const { i18n } = useTranslation();
  const words = wordsOf(path, languageOf(i18n.language));
  return { ...words, label: words.name, a1111: webuiName(path) };
}
