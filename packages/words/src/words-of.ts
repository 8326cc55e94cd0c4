import { type FieldPath, fieldAt, ownValue } from "@danfang/domain/plain";
import type { AnyWords, Language } from "./field-words.ts";
import { fieldWords } from "./fields/index.ts";

/** What a field is called in a language. */
export const wordsOf = (path: FieldPath, language: Language): AnyWords => fieldWords[path][language];

/** What the WebUI's page calls it, where it has a name there. */
export const webuiName = (path: FieldPath): string | undefined => fieldWords[path].webui;

/** A field in a line of the terminal's help, with its range and usual value. */
export function helpLine(path: FieldPath, language: Language): string {
  const { line, help } = wordsOf(path, language);
  const facts: Readonly<Record<string, unknown>> = { ...fieldAt(path) };
  return (line ?? help).replace(/\{(usual|least|most)\}/g, (_, name: string) => printed(ownValue(facts, name)));
}

/** As it is written on a command line. */
const printed = (value: unknown): string => (/\s/.test(String(value)) ? `"${value}"` : String(value));
