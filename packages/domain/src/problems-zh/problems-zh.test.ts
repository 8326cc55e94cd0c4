import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type ProblemWords, tellProblem } from "../problem-words.ts";
import { problemsZh } from "./index.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const declarations = globSync("{packages,apps}/*/src/**/errors.ts", { cwd: root })
  .map((file) => readFileSync(`${root}/${file}`, "utf8"))
  .join("\n");

/** The facts of every code that is declared: `{ "engine/badSize": "width: number; height: number" }`. */
const factsOf = new Map<string, string>(
  declarations.split("defineErrors(").flatMap((family) => {
    const name = /^"(\w+)"/.exec(family)?.[1];
    return [...family.matchAll(/^ {2}(\w+): \(\w+: ([^)]*)\) =>/gm)].map(
      ([, key, facts]) => [`${name}/${key}`, facts ?? ""] as const,
    );
  }),
);
const sentencesOf = ({ title, hint }: ProblemWords) => [title, hint].flat();

it("has words for every problem that is declared, and for no other", () => {
  expect(factsOf.size).toBeGreaterThan(100);
  expect(Object.keys(problemsZh).sort()).toEqual([...factsOf.keys()].sort());
});

describe.each(Object.entries(problemsZh))("%s", (code, words) => {
  it("is told with facts that it has, the same in English and Chinese", () => {
    for (const [, fact] of sentencesOf(words)
      .join("")
      .matchAll(/\{\{(\w+)\}\}/g))
      expect(factsOf.get(code)).toMatch(new RegExp(`\\b${fact}\\b`));
  });

  it("is told in Chinese, and says what to do", () => {
    for (const sentence of sentencesOf(words)) expect(sentence).toMatch(/\p{Script=Han}/u);
  });
});

/** Values of a declared type, the barest one too: an empty list, a fact that is not there. */
function valuesOf(type: string): unknown[] {
  const some = /\bProblem\b/.test(type)
    ? { code: "other/problem", message: "Something else.", hint: "" }
    : /^(number|Bytes)\b/.test(type)
      ? 7
      : "a word";
  if (/\[\]/.test(type)) return [[some], []];
  return /undefined/.test(type) ? [some, undefined] : [some];
}

/** Every set of facts that a code may be told with, each fact at its fullest and at its barest. */
function factSetsOf(code: string): Record<string, unknown>[] {
  const declared = [...(factsOf.get(code) ?? "").matchAll(/(\w+)(\??): ((?:\{[^}]*\}|[^;{])+)/g)];
  const full = declared.map(([, name = "", , type = ""]) => [name, valuesOf(type)[0]]);
  const bare = declared.map(([, name = "", optional, type = ""]) => [
    name,
    optional === "?" ? undefined : valuesOf(type).at(-1),
  ]);
  return [Object.fromEntries(full), Object.fromEntries(bare)];
}

it.each(Object.keys(problemsZh))("%s has no hole when it is told from its stored form", (code) => {
  for (const facts of factSetsOf(code)) {
    const stored = JSON.parse(JSON.stringify({ code, message: "m", hint: "h", facts }));
    const { title, hint } = tellProblem(stored, problemsZh);
    expect(`${title} ${hint}`).not.toContain("?");
  }
});
