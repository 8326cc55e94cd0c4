import { readdirSync, readFileSync } from "node:fs";
import type { CarriedText } from "../carried-texts.ts";

/** A text or the texts of one picture, as `fixtures/` has them; an object stands for its JSON. */
interface ProgramCase {
  readonly name: string;
  readonly texts: string | Readonly<Record<string, string | object>>;
}
export interface CorpusCase {
  readonly program: string;
  readonly name: string;
  readonly source: string | readonly CarriedText[];
}

const fixtures = new URL("../../fixtures/", import.meta.url);
const json = <T>(path: string): T => JSON.parse(readFileSync(new URL(path, fixtures), "utf8")) as T;

const webuiCases = json<readonly { name: string; text: string }[]>("a1111-infotexts.json").map(
  ({ name, text }): CorpusCase => ({ program: "a1111", name, source: text }),
);
const programCases = readdirSync(new URL("programs/", fixtures))
  .filter((file) => file.endsWith(".json"))
  .flatMap((file) =>
    json<readonly ProgramCase[]>(`programs/${file}`).map(({ name, texts }): CorpusCase => {
      return { program: file.replace(/\.json$/, ""), name, source: sourceOf(texts) };
    }),
  );

function sourceOf(texts: ProgramCase["texts"]): CorpusCase["source"] {
  if (typeof texts === "string") return texts;
  return Object.entries(texts).map(([key, text]) => ({
    key,
    text: typeof text === "string" ? text : JSON.stringify(text),
  }));
}

/** Everything that readers were written for. */
export const corpus: readonly CorpusCase[] = [...webuiCases, ...programCases];
