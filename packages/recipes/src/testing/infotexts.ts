import { readFileSync } from "node:fs";

const folder = new URL("../../fixtures/infotexts/", import.meta.url);

/** A text by what is said of it. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** The texts of one file, each behind its name. */
export function namedTexts(file: string): NamedText[] {
  const [, ...parts] = readFileSync(new URL(file, folder), "utf8").split(/^=== (.*)\n/m);
  return parts.flatMap((name, i) => (i % 2 === 0 ? [{ name, text: (parts[i + 1] ?? "").replace(/\n$/, "") }] : []));
}

export const namedJson = (file: string): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(new URL(file, folder), "utf8"));
