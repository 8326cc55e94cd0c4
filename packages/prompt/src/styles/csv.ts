/**
 * The records of a text of comma-separated values, empty lines left out.
 *
 * Total: a quote within an unquoted field is a character, one that never closes takes the rest. Spaces in front of a
 * field are dropped. Source: Python's `csv` with `skipinitialspace`, the same fields to the character.
 */
export function parseCsv(text: string): string[][] {
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
    const field = readField(text, i);
    record.push(field.value);
    i = field.end;
    if (text[i] !== ",") {
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

/** The field that begins at `start`; `end` is at the comma or line break behind it, or at the text's end. */
function readField(text: string, start: number): { value: string; end: number } {
  let i = start;
  while (text[i] === " ") i++;
  let value = "";
  if (text[i] === '"') {
    for (;;) {
      const quote = text.indexOf('"', ++i);
      if (quote < 0) return { value: value + text.slice(i), end: text.length };
      value += text.slice(i, quote);
      i = quote + 1;
      if (text[i] !== '"') break;
      value += '"';
    }
  }
  const plain = i;
  while (i < text.length && text[i] !== "," && !isLineBreak(text[i])) i++;
  return { value: value + text.slice(plain, i), end: i };
}
