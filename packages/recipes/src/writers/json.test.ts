import { Recipe } from "@danfang/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRecipe } from "../read-recipe.ts";
import { anyRecipe } from "../testing/any-recipe.ts";
import { corpus } from "../testing/corpus.ts";
import { writeJson } from "./json.ts";

describe("a recipe as JSON", () => {
  it("is read back as it was, whatever it says", () => {
    fc.assert(
      fc.property(anyRecipe, (recipe) => {
        fc.pre(Object.keys(recipe).length > 0);
        expect(readRecipe(writeJson(recipe).text)).toEqual({ value: Recipe.parse(recipe), findings: [] });
      }),
    );
  });

  it.each(corpus)("of $program is the same again: $name", ({ source }) => {
    const { value } = readRecipe(source);
    if (Object.keys(value).length > 0) expect(readRecipe(writeJson(value).text).value).toEqual(value);
  });

  it("keeps a fraction of many digits a number, and a seed of many digits whole", () => {
    const { value } = readRecipe(
      '{"cfgScale": 0.55000000000000004, "seed": 18446744073709551615, "variation": {"seed": -9223372036854775807, "strength": 0.5500000000000000444}}',
    );
    expect(value).toEqual({
      cfgScale: 0.55,
      seed: "18446744073709551615",
      variation: { seed: "-9223372036854775807", strength: 0.55 },
    });
  });

  it("is none where a key is no recipe's, or there is none", () => {
    for (const text of ['{"prompt": "cat", "model": "x"}', "{}", '{"seed": "abc"}'])
      expect(readRecipe(text).findings.map(({ code }) => code)).toEqual(["recipes/otherJson"]);
  });
});
