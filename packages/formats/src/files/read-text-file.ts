import type { Bytes } from "@danfang/domain";
import { type DecodedText, decodeText } from "./decode-text.ts";
import { filesErrors } from "./errors.ts";
import { asValue, cannot, type FileReading } from "./file-reading.ts";
import { readWhole } from "./read-whole.ts";

export interface TextFile extends DecodedText {
  /** As they lie on the disk. */
  readonly bytes: Uint8Array;
}

/** A file's text. Cannot: as {@link readWhole}, and `files/notText`. */
export async function readTextFile(file: string, most: Bytes): Promise<FileReading<TextFile>> {
  const reading = await readWhole(file, most);
  if (reading.is !== "value") return reading;
  const decoded = decodeText(reading.value);
  return decoded ? asValue({ ...decoded, bytes: reading.value }) : cannot(filesErrors.notText({ file }));
}

/** A file's JSON, still of any shape. Cannot: as {@link readTextFile}, and `files/badJson`. */
export async function readJsonFile(file: string, most: Bytes): Promise<FileReading<unknown>> {
  const reading = await readTextFile(file, most);
  return reading.is === "value" ? parseJsonText(reading.value.text, file) : reading;
}

/** Deeper than anything is nested that a person or a program writes down; what walks through a value is safe below. */
const deepest = 200;

/** Text as JSON. Cannot: `files/badJson`, `files/badContent` for what is nested too deep. */
export function parseJsonText(text: string, file: string): FileReading<unknown> {
  if (isTooDeep(text))
    return cannot(
      filesErrors.badContent({
        file,
        reason: { en: `it is nested more than ${deepest} deep`, zh: `嵌套超过了 ${deepest} 层` },
      }),
    );
  try {
    return asValue(JSON.parse(text));
  } catch (cause) {
    const at = Number(/position (\d+)/.exec(String(cause))?.[1] ?? text.length);
    return cannot(filesErrors.badJson({ file, line: text.slice(0, at).split("\n").length }, cause));
  }
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '"') {
      while (++i < text.length && text[i] !== '"') if (text[i] === "\\") i++;
    } else if (character === "{" || character === "[") {
      if (++depth > deepest) return true;
    } else if (character === "}" || character === "]") depth--;
  }
  return false;
}
