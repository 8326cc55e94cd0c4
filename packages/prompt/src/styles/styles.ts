import { parseCsv, printCsvRecord } from "./csv.ts";

/** A piece of prompt with a name. In either text `{prompt}` stands for the prompt it is added to. */
export interface Style {
  readonly name: string;
  readonly prompt: string;
  readonly negativePrompt: string;
}

/**
 * The styles in a `styles.csv`, in order; of a name given twice the last, in the place of the first.
 *
 * Knows the columns `name,prompt,negative_prompt` in any order and the older `name,text`; names with `#` in front are
 * comments. Total: a record without a name is left out, a file without names has no styles.
 * Source: AUTOMATIC1111 `StyleDatabase.load_from_csv`.
 */
export function parseStyles(csv: string): Style[] {
  const [header = [], ...records] = parseCsv(csv.replace(/^\ufeff/, ""));
  const column = (name: string) => header.lastIndexOf(name);
  const nameColumn = column("name");
  const promptColumn = header.includes("prompt") ? column("prompt") : column("text");
  const negativeColumn = column("negative_prompt");

  const styles = new Map<string, Style>();
  for (const record of records) {
    const name = record[nameColumn];
    if (!name || name.startsWith("#")) continue;
    styles.set(name, { name, prompt: record[promptColumn] ?? "", negativePrompt: record[negativeColumn] ?? "" });
  }
  return [...styles.values()];
}

/** Styles as the WebUI writes its file: with a byte order mark. Source: AUTOMATIC1111 `StyleDatabase.save_styles`. */
export const printStyles = (styles: readonly Style[]): string =>
  `\ufeff${[
    ["name", "prompt", "negative_prompt"],
    ...styles.map(({ name, prompt, negativePrompt }) => [name, prompt, negativePrompt]),
  ]
    .map(printCsvRecord)
    .join("")}`;
