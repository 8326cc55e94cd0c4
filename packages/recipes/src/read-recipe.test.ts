import { readdirSync, readFileSync } from "node:fs";
import { Recipe } from "@danfang/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRecipe } from "./read-recipe.ts";

const folder = new URL("../fixtures/programs/", import.meta.url);
interface Case {
  readonly name: string;
  /** Texts by keyword; an object stands for its JSON. */
  readonly texts: string | Readonly<Record<string, string | object>>;
  readonly recipe: Recipe;
  readonly extra?: Readonly<Record<string, string>>;
  readonly findings?: readonly string[];
}

const sourceOf = ({ texts }: Case) =>
  typeof texts === "string"
    ? texts
    : Object.entries(texts).map(([key, text]) => ({
        key,
        text: typeof text === "string" ? text : JSON.stringify(text),
      }));

describe.each(readdirSync(folder).filter((name) => name.endsWith(".json")))("what pictures of %s say", (file) => {
  const cases: readonly Case[] = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  it.each(cases)("is read to the field: $name", (one) => {
    const { value, findings } = readRecipe(sourceOf(one));
    const { extra, ...recipe } = value;
    expect(recipe).toEqual(one.recipe);
    if (one.extra) expect(extra).toMatchObject(one.extra);
    expect(findings.map(({ code }) => code).filter((code) => code !== "recipes/otherEmphasis")).toEqual(
      one.findings ?? [],
    );
  });

  it.each(cases)("is a recipe, whatever is cut off or put in: $name", (one) => {
    const source = sourceOf(one);
    if (typeof source === "string") return;
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.json(), (which, at, instead) => {
        const cut = source.map(({ key, text }, i) => {
          const place = at % (text.length + 1);
          return {
            key,
            text: i === which % source.length ? text.slice(0, place) + instead + text.slice(place + 1) : text,
          };
        });
        expect(Recipe.safeParse(readRecipe(cut).value).success).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

describe("a text that is no recipe", () => {
  it("is a prompt and nothing else", () => {
    for (const text of ["a fox", "a fox\nin snow", "Steps: 20, Sampler: Euler", "note: to do"])
      expect(readRecipe(text)).toEqual({ value: { prompt: text }, findings: [] });
  });

  it("is no prompt where it is JSON of another program", () => {
    for (const text of ['{"a": 1}', '[{"b": [NaN]}]', '  {"prompt": "cat", "x": undefined}\n']) {
      const { value, findings } = readRecipe(text);
      expect(value).toEqual({});
      expect(findings.map(({ code }) => code)).toEqual(["recipes/otherJson"]);
    }
  });

  it("is told from infotext by its text alone, also where it is pasted", () => {
    const swarm = JSON.stringify({ sui_image_params: { prompt: "cat", steps: 4 } });
    expect(readRecipe(swarm).value).toMatchObject({ prompt: "cat", steps: 4, source: { program: "SwarmUI" } });
    expect(readRecipe('"a cat" -s 20 -S 3 -W 512 -H 512 -C 7 -A k_lms').value).toMatchObject({
      steps: 20,
      sampler: "LMS",
    });
  });
});
