import { type CsvDelimiter, parseCsv, printCsvRecord } from "./csv.ts";
import type { Style } from "./style.ts";

/**
 * A `styles.csv` as a table: everything in it, what is no style included (comments, columns of other programs, rows without
 * a name), so that a change to one style is a change to nothing else.
 */
export interface StyleSheet {
  readonly header: readonly string[];
  readonly records: readonly (readonly string[])[];
}

/** A table of styles, or why a change to it would lose something. */
export type StyleSheetReading =
  | { readonly is: "sheet"; readonly sheet: StyleSheet }
  /** Its first line names no column `name`. */
  | { readonly is: "nameless" }
  /** A quotation mark opens in this line, 1 …, and never closes: the rest of the file is one field. */
  | { readonly is: "open"; readonly line: number; readonly sheet: StyleSheet };

/** With the columns that the WebUI writes. Source: AUTOMATIC1111 `StyleDatabase.save_styles`. */
export const emptyStyleSheet: StyleSheet = { header: ["name", "prompt", "negative_prompt"], records: [] };
const delimiters: readonly CsvDelimiter[] = [",", ";", "\t"];

/** Total. Fields may be divided by commas, or as Excel does it, by semicolons or tabs: whichever gives a column `name`. */
export function parseStyleSheet(csv: string): StyleSheetReading {
  const text = csv.replace(/^\ufeff/, "");
  if (text.trim() === "") return { is: "sheet", sheet: emptyStyleSheet };
  for (const delimiter of delimiters) {
    let open: number | undefined;
    const [header = [], ...records] = parseCsv(text, delimiter, (offset) => {
      open = offset;
    });
    if (!header.includes("name")) continue;
    const sheet = { header, records };
    if (open === undefined) return { is: "sheet", sheet };
    return { is: "open", line: text.slice(0, open).split(/\r\n|\r|\n/).length, sheet };
  }
  return { is: "nameless" };
}

/** The text of a table, divided by commas, without a mark. */
export const printStyleSheet = ({ header, records }: StyleSheet): string =>
  [header, ...records].map(printCsvRecord).join("");

/** The styles of a table, in order; of a name given twice the last, in the place of the first. */
export function stylesIn({ header, records }: StyleSheet): Style[] {
  const column = columnsOf(header);
  const styles = new Map<string, Style>();
  for (const record of records) {
    const name = record[column.name];
    if (!name || name.startsWith("#")) continue;
    styles.set(name, {
      name,
      prompt: record[column.prompt] ?? "",
      negativePrompt: record[column.negative] ?? "",
    });
  }
  return [...styles.values()];
}

/** The table with a style in the place of the one called `name`, or at its end where there is none. */
export function withStyle(sheet: StyleSheet, name: string, style: Style): StyleSheet {
  const { header, records } = withColumns(sheet, style);
  const column = columnsOf(header);
  const isOld = (record: readonly string[]) => record[column.name] === name;
  const record = [...(records.findLast(isOld) ?? [])];
  const values = [
    [column.name, style.name],
    [column.prompt, style.prompt],
    [column.negative, style.negativePrompt],
  ] as const;
  for (const [index, value] of values) if (index >= 0) record[index] = value;
  const filled = Array.from(record, (field) => field ?? "");
  const first = records.findIndex(isOld);
  if (first < 0) return { header, records: [...records, filled] };
  return { header, records: records.flatMap((old, i) => (i === first ? [filled] : isOld(old) ? [] : [old])) };
}

/** The table without the styles of this name. */
export function withoutStyle({ header, records }: StyleSheet, name: string): StyleSheet {
  const { name: column } = columnsOf(header);
  return { header, records: records.filter((record) => record[column] !== name) };
}

/** Where a style's parts stand; -1 for a column that there is not. */
const columnsOf = (header: readonly string[]) => ({
  name: header.lastIndexOf("name"),
  prompt: header.includes("prompt") ? header.lastIndexOf("prompt") : header.lastIndexOf("text"),
  negative: header.lastIndexOf("negative_prompt"),
});

/** The table with a column for everything that the style has. */
function withColumns({ header, records }: StyleSheet, { prompt, negativePrompt }: Style): StyleSheet {
  const column = columnsOf(header);
  const more = [
    ...(column.prompt < 0 && prompt !== "" ? ["prompt"] : []),
    ...(column.negative < 0 && negativePrompt !== "" ? ["negative_prompt"] : []),
  ];
  return { header: [...header, ...more], records };
}
