import { recipeFindings } from "../findings.ts";
import { mostSettings } from "../most.ts";
import type { Finding, Reading, Span } from "../reading.ts";

export interface Field {
  readonly key: string;
  readonly value: string;
  readonly span: Span;
}

/** Python's `\w`: letters and numbers of any script, and the underscore. */
const isWord = (character: string | undefined): boolean =>
  character !== undefined && (/^[A-Za-z0-9_]$/.test(character) || /[\p{L}\p{N}_]/u.test(character));
const isKey = (character: string | undefined): boolean =>
  isWord(character) || (character !== undefined && " -/".includes(character));

/**
 * The last line of an infotext, `Steps: 20, Size: 512x768, Lora hashes: "ink: 1f2e, pop: 33c4"`, as fields in order.
 *
 * A key is a word character and at least one more of [word, space, `-`, `/`]; a value is a quoted run that ends at a
 * comma or the line's end, or else everything up to the next comma. Quoted values come back decoded.
 *
 * Total: a stranger's file never throws. What is not a field comes back as a finding, with its place in the line.
 * Source: the grammar of AUTOMATIC1111 v1.10.1 `infotext_utils.py`, `123x456` left whole.
 */
export function parseSettings(line: string): Reading<readonly Field[]> {
  const fields: Field[] = [];
  const findings: Finding[] = [];
  let unread = 0;
  const skipped = (end: number) => {
    const text = line.slice(unread, end);
    if (/[^\s,]/.test(text))
      findings.push({ ...recipeFindings.notAField({ text: text.trim() }), span: { start: unread, end } });
  };
  for (let at = 0; at < line.length; ) {
    const run = keyRun(line, at);
    if (run === undefined) break;
    if (run.key === undefined) {
      at = run.end;
      continue;
    }
    const { value, end } = valueAt(line, run.end + 1);
    const span = { start: run.start, end };
    skipped(run.start);
    if (value === "" && line[end - 1] !== '"') findings.push({ ...recipeFindings.emptyValue({ key: run.key }), span });
    else fields.push({ key: run.key, value, span });
    at = end + 1;
    unread = at;
    if (fields.length + findings.length < mostSettings) continue;
    findings.push(recipeFindings.onlyFirst({ what: "settings", most: mostSettings }));
    return { value: fields, findings };
  }
  skipped(line.length);
  return { value: fields, findings };
}

/** The next run of key characters from its first word character on; `key` only if a colon makes it one. */
function keyRun(line: string, from: number): { key: string | undefined; start: number; end: number } | undefined {
  let start = from;
  while (start < line.length && !isWord(characterAt(line, start))) start++;
  if (start >= line.length) return undefined;
  let end = start;
  while (isKey(characterAt(line, end))) end += characterAt(line, end)!.length;
  const key = line.slice(start, end);
  return { key: line[end] === ":" && [...key].length >= 2 ? key : undefined, start, end };
}

const characterAt = (line: string, offset: number): string | undefined => {
  const point = line.codePointAt(offset);
  return point === undefined ? undefined : String.fromCodePoint(point);
};

/** The value that begins after a colon, and where it ends: at a comma or the end of the line. */
function valueAt(line: string, from: number): { value: string; end: number } {
  let start = from;
  while (start < line.length && /\s/.test(line[start]!)) start++;
  const quotedEnd = endOfQuoted(line, start);
  const comma = line.indexOf(",", start);
  const end = quotedEnd ?? (comma < 0 ? line.length : comma);
  return { value: decode(line.slice(start, end)), end };
}

/** Where the quoted run that begins at `start` ends, if one does, and a comma or the end of the line follows. */
function endOfQuoted(line: string, start: number): number | undefined {
  if (line[start] !== '"') return undefined;
  let at = start + 1;
  while (at < line.length && line[at] !== '"') at += line[at] === "\\" ? 2 : 1;
  const isClosed = line[at] === '"' && at > start + 1;
  return isClosed && (at + 1 === line.length || line[at + 1] === ",") ? at + 1 : undefined;
}

/** A JSON string decoded; any other text, and a broken JSON string, as it stands. */
function decode(text: string): string {
  if (!/^".*"$/s.test(text)) return text;
  try {
    const decoded: unknown = JSON.parse(text);
    return typeof decoded === "string" ? decoded : text;
  } catch {
    return text; // what AUTOMATIC1111 does with a value that only looks quoted
  }
}
