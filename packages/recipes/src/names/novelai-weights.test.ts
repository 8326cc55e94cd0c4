import { parseEmphasis } from "@danfang/prompt";
import fc from "fast-check";
import { expect, it } from "vitest";
import { printA1111Weights } from "./novelai-weights.ts";

const words = fc.stringMatching(/^[a-z]{1,8}$/);

it("weighs as NovelAI does: every brace 1.05, every bracket its inverse, numbers as they are", () => {
  fc.assert(
    fc.property(
      words,
      words,
      fc.integer({ min: -4, max: 4 }),
      fc.constantFrom(0.5, 1.2, 2),
      (word, other, depth, number) => {
        const [open, close] = depth < 0 ? ["[", "]"] : ["{", "}"];
        const nested = `${open.repeat(Math.abs(depth))}${word}${close.repeat(Math.abs(depth))}, ${number}::${other}::`;
        const weights = new Map(
          parseEmphasis(printA1111Weights(nested)).map(([text, weight]) => [text.trim(), weight]),
        );
        expect(weights.get(other === word ? "none" : other) ?? number).toBeCloseTo(number, 3);
        if (depth !== 0 && word !== other) expect(weights.get(word)).toBeCloseTo(1.05 ** depth, 3);
      },
    ),
  );
});

it("leaves a prompt without weights as it is", () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !/[{}[\]]|\d::/.test(text)),
      (text) => {
        expect(printA1111Weights(text)).toBe(text);
      },
    ),
  );
});
