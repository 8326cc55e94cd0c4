import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyStyles, extractStyles } from "./apply-styles.ts";
import { parseStyles, printStyles } from "./styles.ts";

// The file's format takes names with # for comments.
const field = fc.string({ unit: fc.constantFrom(..."ab, \"\n\r猫'{}#"), maxLength: 12 });
const name = field.filter((text) => text !== "" && !text.startsWith("#"));
const style = fc.record({ name, prompt: field, negativePrompt: field });
const styles = fc.uniqueArray(style, { selector: (one) => one.name, maxLength: 6 });

describe("a style file", () => {
  it("reads as it was printed", () => {
    fc.assert(
      fc.property(styles, (list) => {
        expect(parseStyles(printStyles(list))).toEqual(list);
      }),
    );
  });

  it("never throws", () => {
    const text = fc.string({ unit: fc.constantFrom(...'name,prompt"\n\r #\ufeff'), maxLength: 60 });
    fc.assert(
      fc.property(text, (csv) => {
        for (const { name } of parseStyles(csv)) expect(name.startsWith("#")).toBe(false);
      }),
    );
    for (const csv of ["", "\ufeff", ",", "name", "prompt\nx", "\n\nname,prompt\nA,a", '"', "name,prompt\n,\n"])
      expect(parseStyles(csv).length).toBeLessThan(2);
  });

  it("leaves out what has no name: nobody could call it, and it would not come back from a file", () => {
    expect(parseStyles("name,text\n,a style\n")).toEqual([]);
    expect(parseStyles("name,prompt,negative_prompt\n,,blurry\nA,a,\n").map(({ name }) => name)).toEqual(["A"]);
  });

  it("knows the older columns, and of a name given twice the last", () => {
    expect(parseStyles("name,text\nA,a\nB,b\nA,c\n")).toEqual([
      { name: "A", prompt: "c", negativePrompt: "" },
      { name: "B", prompt: "b", negativePrompt: "" },
    ]);
  });

  it.each([
    ["quotes", '"'.repeat(1e6)],
    ["commas", ",".repeat(1e6)],
    ["lines", "a\n".repeat(3e5)],
    ["quoted quotes", `"${'""'.repeat(3e5)}`],
  ])("of a great many %s is read in time", { timeout: 10_000 }, (_, csv) => {
    expect(parseStyles(`name,prompt\n${csv}`).length).toBeLessThan(2);
  });
});

it("finds the styles again that were added, and the prompts without them", () => {
  const words = fc.stringMatching(/^[a-z]+$/);
  const text = fc.oneof(
    words,
    fc.tuple(words, words).map(([left, right]) => `${left} {prompt}, ${right}`),
  );
  fc.assert(
    fc.property(words, words, text, text, (prompt, negativePrompt, first, second) => {
      const one = { name: "1", prompt: first.toUpperCase().replace("PROMPT", "prompt"), negativePrompt: second };
      const pair = { prompt, negativePrompt };
      const found = extractStyles(applyStyles(pair, [one]), [one]);
      expect(found).toEqual({ ...pair, styles: [one] });
    }),
  );
});

it("returns styles in the order in which applying them gives the prompt", () => {
  const a = { name: "a", prompt: "ink", negativePrompt: "" };
  const b = { name: "b", prompt: "photo of {prompt}", negativePrompt: "blurry" };
  const made = applyStyles({ prompt: "a cat", negativePrompt: "" }, [a, b]);
  expect(made).toEqual({ prompt: "photo of a cat, ink", negativePrompt: "blurry" });
  expect(extractStyles({ prompt: "photo of a cat, ink", negativePrompt: "blurry" }, [b, a]).prompt).toBe("a cat");
});
