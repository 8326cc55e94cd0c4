import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { problemsZh } from "./problems-zh.ts";

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

it.each(Object.entries(problemsZh))("%s is declared, and has the facts that its sentence names", (code, words) => {
  const facts = factsOf.get(code);
  expect(facts).toBeDefined();
  for (const [, fact] of `${words.title}${words.hint}`.matchAll(/\{\{(\w+)\}\}/g))
    expect(facts).toMatch(new RegExp(`\\b${fact}\\b`));
});
