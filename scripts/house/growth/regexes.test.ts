import { expect, it } from "vitest";
import { filesOf, isForTests } from "../workspaces.ts";
import { attacksOn } from "./attacks.ts";
import { regexesIn } from "./regexes.ts";

/**
 * Milliseconds. At the last length a pattern that looks at each character a few times takes well under one, one whose
 * work grows with the square of the text fifty and more: between them is room for a busy machine.
 */
const tooLong = 20;
/** Characters. Steep ones are caught at a short one, before they never end. */
const lengths = [24, 256, 2048, 8192, 32_768];
const tries = 4;

/** The first text on which a pattern takes too long. */
function attackOf(regex: RegExp): string | undefined {
  for (const length of lengths)
    for (const text of attacksOn(regex, length)) if (fastest(regex, text) > tooLong) return text.slice(0, 80);
  return undefined;
}

/** Of several tries: others may use the machine meanwhile. */
function fastest(regex: RegExp, text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < tries && best > tooLong; i++) {
    const start = performance.now();
    text.replace(regex, "");
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

it.each([
  ["two loops for one text", /^\s*\d+\.?\d*$/],
  ["a beginning that the loop takes too", /<(\w+):([^>]+)>/u],
  ["white space at the end", /\s+$/],
  ["a loop that any line may begin", /(^|\n|,)\s*(Steps|Sampler)\s*:/],
  ["a loop in a loop", /^(a+)+$/],
])("an attack is found on %s", (_, regex) => {
  expect(attackOf(regex)).toBeDefined();
});

const sources = filesOf("{packages,apps}/*/src/**/*.{ts,tsx}").filter((file) => !isForTests(file));

it("the time that a regular expression takes grows with the text, not with its square", () => {
  const all = sources.flatMap(regexesIn);
  expect(all.length).toBeGreaterThan(200);
  const steep = all.flatMap(({ place, regex }) => {
    const text = attackOf(regex);
    return text === undefined ? [] : [{ place, regex: String(regex), text }];
  });
  expect(steep).toEqual([]);
});
