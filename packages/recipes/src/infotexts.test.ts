import type { Recipe } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { readRecipe } from "./read-recipe.ts";
import { parseInfotextFields } from "./readers/a1111-fields.ts";
import { damages } from "./testing/damages.ts";
import { namedJson, namedTexts } from "./testing/infotexts.ts";

const texts = namedTexts("webui.txt");
const fields = namedJson("webui.json");

function asA1111Says(text: string): Record<string, unknown> {
  const { prompt, negativePrompt, settings } = parseInfotextFields(text).value;
  const rest = Object.fromEntries(
    [...settings].filter(([key, value]) => key !== "Schedule type" || value !== "Automatic"),
  );
  return { ...rest, Prompt: prompt, "Negative prompt": negativePrompt };
}

describe("infotexts of the WebUI and its kin", () => {
  it("are all in the list of what AUTOMATIC1111 says", () => {
    expect(texts.map(({ name }) => name)).toEqual(Object.keys(fields));
  });

  it.each(texts)("are read as AUTOMATIC1111 reads them: $name", ({ name, text }) => {
    expect(asA1111Says(text)).toEqual(fields[name]);
  });
});

describe.each(damages)("an infotext with $name", ({ does, destroys }) => {
  it("says what it said before", () => {
    const wrong = texts
      .filter(({ text }) => !destroys?.(text))
      .flatMap(({ name, text }) => {
        const [before, after] = [readRecipe(text).value, readRecipe(does(text)).value];
        return JSON.stringify(sorted(before)) === JSON.stringify(sorted(after))
          ? []
          : [{ name, damaged: does(text), before, after }];
      });
    expect(wrong).toEqual([]);
  });
});

/** Further fields come in the order of the text. */
const sorted = ({ extra, ...recipe }: Recipe) => ({ ...recipe, extra: Object.entries(extra ?? {}).toSorted() });
