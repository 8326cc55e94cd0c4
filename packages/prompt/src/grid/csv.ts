import { parseCsv as parseRecords } from "../styles/csv.ts";

/**
 * A line (or several) of comma-separated values as items: spaces around them are cut off, quotes keep commas inside and
 * are doubled to stand for themselves. Empty lines give nothing.
 *
 * Total. Source: Python's `csv.reader` with `skipinitialspace`, as AUTOMATIC1111's X/Y/Z plot reads its values.
 */
export const parseCsv = (text: string): string[] =>
  parseRecords(text)
    .flat()
    .map((item) => item.trim());

/** Items as one line that {@link parseCsv} reads back. Source: Python's `csv.writer`. */
export const printCsv = (items: readonly string[]): string =>
  items.map((item) => (/[",\r\n]/.test(item) ? `"${item.replaceAll('"', '""')}"` : item)).join(",");
