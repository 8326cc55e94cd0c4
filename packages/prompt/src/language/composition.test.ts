import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composeBatch, parseComposition } from "./composition.ts";

describe("parseComposition", () => {
  it("joins and splits: what AND stands between comes apart with its weights", () => {
    const part = fc.tuple(
      fc.stringMatching(/^[a-z(),]+$/),
      fc.integer({ min: -200, max: 200 }).map((n) => n / 100),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
        const text = parts.map(([words, weight]) => `${words} : ${weight} `).join("AND ");
        expect(parseComposition(text)).toEqual(
          parts.map(([words, weight], i) => [i > 0 ? ` ${words}` : words, weight]),
        );
      }),
    );
  });

  it("keeps everything but the weight and the white space behind", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."a:1.+- \n", " AND "), maxLength: 40 }), (text) => {
        const kept = parseComposition(text).map(([words]) => words);
        expect(kept.length).toBeGreaterThan(0);
        for (const words of kept) expect(text).toContain(words);
      }),
    );
  });

  it.each([
    ["colons", ":".repeat(1e6)],
    ["white space", `a${" ".repeat(1e6)}b`],
    ["digits", `a:${"1".repeat(1e6)}x`],
    ["ANDs", "AND ".repeat(1e5)],
  ])("reads a great many %s in time", { timeout: 10_000 }, (_, text) => {
    expect(parseComposition(text).length).toBeGreaterThan(0);
  });
});

it("encodes equal texts of a batch once", () => {
  expect(composeBatch(["a AND b:2", "b AND a"])).toEqual({
    texts: ["a", " b", "b", " a"],
    parts: [
      [
        [0, 1],
        [1, 2],
      ],
      [
        [2, 1],
        [3, 1],
      ],
    ],
  });
  expect(composeBatch(["a:1.5AND a", "a"]).texts).toEqual(["a:1.5AND a", "a"]);
});
