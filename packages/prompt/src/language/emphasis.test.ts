import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEmphasis } from "./emphasis.ts";
import type { WeightedText } from "./weighted-text.ts";

const golden: [string, WeightedText[]][] = JSON.parse(
  readFileSync(new URL("../../goldens/emphasis.json", import.meta.url), "utf8"),
);

const anyText = fc.string({ unit: fc.constantFrom(..."()[]\\:.1-, ab\n", "BREAK", "猫", "😀"), maxLength: 60 });

describe("parseEmphasis", () => {
  it("reads all golden texts as AUTOMATIC1111 does, bit for bit", () => {
    expect(golden.length).toBeGreaterThan(0);
    expect(golden.map(([text]) => [text, parseEmphasis(text)])).toEqual(golden);
  });

  it("leaves text without syntax as it is, at weight 1", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[^\\()[\]:BREAK]*$/u), (text) => {
        expect(parseEmphasis(text)).toEqual([[text, 1]]);
      }),
    );
  });

  it("never throws, always gives a piece, and never two neighbours of equal weight", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const pieces = parseEmphasis(text);
        expect(pieces.length).toBeGreaterThan(0);
        for (const [i, [, weight]] of pieces.slice(1).entries()) expect(pieces[i]![1]).not.toBe(weight);
      }),
    );
  });

  it("takes any escaped text literally", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[()[\]\\a-z ]*$/), (text) => {
        expect(parseEmphasis(text.replace(/[()[\]\\]/g, "\\$&"))).toEqual([[text, 1]]);
      }),
    );
  });

  it("multiplies the weights of nested brackets", () => {
    const weight = fc.integer({ min: 1, max: 3000 }).map((n) => n / 1000);
    fc.assert(
      fc.property(fc.array(weight, { minLength: 1, maxLength: 40 }), (weights) => {
        const text = weights.reduce((inner, w) => `(${inner}:${w})`, "cat");
        expect(parseEmphasis(text)).toEqual([["cat", weights.reduce((product, w) => product * w, 1)]]);
      }),
    );
  });

  it.each(["1.2.3", ".", "..", "1..", "+.", "-"])("keeps a weight that is no number, %j, as text", (weight) => {
    expect(parseEmphasis(`(a:${weight}) b`)).toEqual([
      [`a:${weight}`, 1.1],
      [" b", 1],
    ]);
  });

  it("agrees with the plain product at any depth, to rounding", () => {
    const roundingError = 1e-12;
    for (const depth of [127, 128, 129, 1000]) {
      const [[text, weight]] = parseEmphasis(`${"(".repeat(depth)}a`) as [WeightedText];
      expect(text).toBe("a");
      expect(Math.abs(weight / 1.1 ** depth - 1)).toBeLessThan(roundingError);
    }
  });

  const n = 100_000;
  it.each([
    ["opening brackets", "(".repeat(n)],
    ["closing brackets", ")".repeat(n)],
    ["nested pieces", "(".repeat(n) + "a)".repeat(n)],
    ["interleaved brackets", "([".repeat(n / 2) + "a)b]".repeat(n / 2)],
    ["unfinished weights", "(a:1.1".repeat(n)],
    ["white space", " ".repeat(n * 10)],
    ["white space at a BREAK", `BREAK${" ".repeat(n * 10)}a`],
    ["BREAKs", "BREAK ".repeat(n)],
    ["digits", `(a:${"1".repeat(n * 10)}`],
    ["backslashes", "\\".repeat(n * 10)],
  ])("reads a hundred thousand %s in time", { timeout: 10_000 }, (_, text) => {
    expect(parseEmphasis(text).length).toBeGreaterThan(0);
  });
});
