import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonCursor } from "./json-cursor.ts";

class Fault extends Error {}

function accepts(text: string): boolean {
  const c = new JsonCursor(text, (reason, at) => new Fault(`${reason} at ${at}`));
  try {
    c.skip();
    c.end();
    return true;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("JsonCursor", () => {
  it("accepts what JSON.parse accepts and nothing else, when characters are lost, swapped or added", () => {
    const edit = fc.record({
      at: fc.nat(),
      cut: fc.nat(2),
      insert: fc.constantFrom("", ...'[]{}:,"\\u0-+.eEtn \n\t\0'),
    });
    fc.assert(
      fc.property(fc.json(), fc.array(edit, { maxLength: 2 }), (json, edits) => {
        let text = json;
        for (const { at, cut, insert } of edits) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + insert + text.slice(start + cut);
        }
        fc.pre(!/\\u[dD][89a-fA-F]/.test(text)); // lone surrogates are refused here, see below
        expect(accepts(text), text).toBe(parses(text));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    "01",
    "1.",
    ".5",
    "+1",
    "1e",
    "NaN",
    "'a'",
    '"\n"',
    '"\\x"',
    '"\\',
    "[1,]",
    "{,}",
    '{"a"}',
    "nul",
    "",
    "{} {}",
  ])("refuses %j", (text) => expect(accepts(text)).toBe(false));

  it("refuses half a character, which no UTF-8 file could hold", () => {
    expect(accepts('"\\ud800"')).toBe(false);
    expect(accepts('"\\ud83d\\ude00"')).toBe(true);
  });

  it("refuses nesting that would exhaust the stack", () => {
    expect(accepts("[".repeat(200) + "]".repeat(200))).toBe(false);
    expect(accepts("[".repeat(1e6))).toBe(false);
    expect(accepts("[".repeat(100) + "]".repeat(100))).toBe(true);
  });
});
