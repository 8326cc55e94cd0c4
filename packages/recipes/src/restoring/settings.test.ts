import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSettings } from "./settings.ts";

const pairs = (line: string) => parseSettings(line).value.map(({ key, value }) => [key, value]);

describe("a line of settings", () => {
  it("is key: value pairs, a quoted value being one value whatever is in it", () => {
    expect(pairs('Steps: 20, Lora hashes: "ink: 1f2e, pop: \\"33\\"", Seed: 7')).toEqual([
      ["Steps", "20"],
      ["Lora hashes", 'ink: 1f2e, pop: "33"'],
      ["Seed", "7"],
    ]);
  });

  it("takes an unclosed quote as text up to the next comma", () => {
    expect(pairs('Template: "unterminated, foo: bar')).toEqual([
      ["Template", '"unterminated'],
      ["foo", "bar"],
    ]);
  });

  it("takes a quote with text behind it as text up to the next comma", () => {
    expect(pairs('Note: "a, b" c, Seed: 7')).toEqual([
      ["Note", '"a'],
      ["Seed", "7"],
    ]);
  });

  it("has keys of two characters or more, of words, spaces, - and /", () => {
    expect(pairs("Tag-x/y z: 5, A: 1, 提示: 图")).toEqual([
      ["Tag-x/y z", "5"],
      ["提示", "图"],
    ]);
  });

  it("reports an empty value and what is no field, with the place", () => {
    const { findings } = parseSettings("Steps: 20, Empty: , stray words, Seed: 7");
    expect(findings.map(({ code }) => code)).toEqual(["recipes/emptyValue", "recipes/notAField"]);
    expect(findings[1]?.span).toEqual({ start: 19, end: 33 });
  });

  it("never throws, and every field's place holds its key", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aB:," \\-/0x日😀\t') }), (line) => {
        for (const { key, span } of parseSettings(line).value)
          expect(line.slice(span.start, span.end).startsWith(`${key}:`)).toBe(true);
      }),
    );
  });
});
