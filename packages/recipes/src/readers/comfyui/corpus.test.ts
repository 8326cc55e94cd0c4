import { readdirSync, readFileSync } from "node:fs";
import type { Recipe } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { readRecipe } from "../../read-recipe.ts";

const folder = new URL("../../../fixtures/graphs/", import.meta.url);
interface Case {
  readonly name: string;
  /** Texts by keyword; an object stands for its JSON. */
  readonly texts: Readonly<Record<string, string | object>>;
  /** The whole recipe, less what is in `extra`. */
  readonly recipe: Recipe;
  readonly extra?: Readonly<Record<string, string>>;
  readonly findings?: readonly string[];
}
const carried = ({ texts }: Case) =>
  Object.entries(texts).map(([key, text]) => ({ key, text: typeof text === "string" ? text : JSON.stringify(text) }));

describe.each(readdirSync(folder))("what the graphs of %s painted", (file) => {
  const cases: readonly Case[] = JSON.parse(readFileSync(new URL(file, folder), "utf8"));

  it.each(cases)("is read to the field, and nothing is invented: $name", (one) => {
    const { value, findings } = readRecipe(carried(one));
    const { extra = {}, ...recipe } = value;
    expect({ recipe, extra, findings: findings.map(({ code }) => code) }).toEqual({
      recipe: one.recipe,
      extra: one.extra ?? {},
      findings: one.findings ?? [],
    });
  });
});
