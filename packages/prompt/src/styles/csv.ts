/** What stands between the fields of a record. Excel writes semicolons where commas are in numbers, tabs in Unicode text. */
export type CsvDelimiter = "," | ";" | "\t";

/**
 * The records of a text of comma-separated values, empty lines left out. `onOpenQuote` hears where a quote stands that
 * never closes.
 *
 * Total: a quote within an unquoted field is a character, one that never closes takes the rest. Spaces in front of a
 * field are dropped. Source: Python's `csv` with `skipinitialspace`, the same fields to the character.
 */
export function parseCsv(
  text: string,
  delimiter: CsvDelimiter = ",",
  onOpenQuote?: (offset: number) => void,
): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  const endRecord = () => {
    if (record.length > 0) records.push(record);
    record = [];
  };
  for (let i = 0; i < text.length; ) {
    if (record.length === 0 && isLineBreak(text[i])) {
      i++; // an empty line
      continue;
    }
    const field = readField(text, i, delimiter);
    if (field.isOpen) onOpenQuote?.(i);
    record.push(field.value);
    i = field.end;
    if (text[i] !== delimiter) {
      endRecord();
      i += text.startsWith("\r\n", i) ? 2 : 1;
    } else if (++i === text.length) record.push("");
  }
  endRecord();
  return records;
}

/**
 * A record as a line with its end. Fields with commas, quotes or line breaks are quoted, and those that begin with a space,
 * which readers drop. Source: Python's `csv`, which loses these spaces.
 */
export const printCsvRecord = (fields: readonly string[]): string =>
  `${fields.map((field) => (/^ |[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(",")}\r\n`;

const isLineBreak = (character: string | undefined) => character === "\n" || character === "\r";

interface Field {
  readonly value: string;
  /** At the delimiter or line break behind it, or at the text's end. */
  readonly end: number;
  /** Whether its quote never closes. */
  readonly isOpen: boolean;
}

/** The field that begins at `start`. */
function readField(text: string, start: number, delimiter: CsvDelimiter): Field {
  let i = start;
  while (text[i] === " ") i++;
  let value = "";
  if (text[i] === '"') {
    for (;;) {
      const quote = text.indexOf('"', ++i);
      if (quote < 0) return { value: value + text.slice(i), end: text.length, isOpen: true };
      value += text.slice(i, quote);
      i = quote + 1;
      if (text[i] !== '"') break;
      value += '"';
    }
  }
  const plain = i;
  while (i < text.length && text[i] !== delimiter && !isLineBreak(text[i])) i++;
  return { value: value + text.slice(plain, i), end: i, isOpen: false };
}
