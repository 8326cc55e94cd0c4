import type { Style } from "./style.ts";
import { emptyStyleSheet, parseStyleSheet, printStyleSheet, stylesIn } from "./style-sheet.ts";

/**
 * The styles in a `styles.csv`, in order; of a name given twice the last, in the place of the first.
 *
 * Knows the columns `name,prompt,negative_prompt` in any order and the older `name,text`; names with `#` in front are
 * comments. Total: a record without a name is left out, a file without names has no styles.
 * Source: AUTOMATIC1111 `StyleDatabase.load_from_csv`.
 */
export function parseStyles(csv: string): Style[] {
  const reading = parseStyleSheet(csv);
  return reading.is === "nameless" ? [] : stylesIn(reading.sheet);
}

/** Styles as the WebUI writes its file: with a byte order mark. Source: AUTOMATIC1111 `StyleDatabase.save_styles`. */
export const printStyles = (styles: readonly Style[]): string =>
  `\ufeff${printStyleSheet({
    ...emptyStyleSheet,
    records: styles.map(({ name, prompt, negativePrompt }) => [name, prompt, negativePrompt]),
  })}`;
