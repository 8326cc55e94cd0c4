import fc from "fast-check";
import { expect, it } from "vitest";
import { changeAttention } from "./attention.ts";

const at = (marked: string) => {
  const from = marked.indexOf("|");
  const rest = marked.replace("|", "");
  const to = rest.indexOf("|");
  return { text: rest.replace("|", ""), from, to: to < 0 ? from : to };
};

it.each([
  ["the word at the cursor", "a red f|ox, snow", 1, "a red (fox:1.1), snow"],
  ["a selection, without the space at its ends", "a| red fox |, snow", 1, "a (red fox:1.1) , snow"],
  ["a bracket around the cursor", "(red f|ox:1.2), snow", 1, "(red fox:1.3), snow"],
  ["less attention", "f|ox", -1, "(fox:0.9)"],
  ["a weight that comes back to 1", "(fo|x:1.1)", -1, "fox"],
  ["a Chinese word, up to full-width punctuation", "红|狐狸，雪", 1, "(红狐狸:1.1)，雪"],
  ["the weight of a network, in smaller steps", "<lora:in|k:0.8> fox", 1, "<lora:ink:0.85> fox"],
  ["an escaped bracket, left in peace", "(a \\(b\\) c|at:1.1)", 1, "(a \\(b\\) cat:1.2)"],
] as const)("changes %s", (_, before, direction, after) => {
  expect(changeAttention(at(before), direction).text).toBe(after);
});

it("leaves a text alone where there is no word", () => {
  const selection = at("a, | b");
  expect(changeAttention(selection, 1)).toEqual(selection);
});

it("is undone by the opposite key", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{1,6}( [a-z]{1,6}){0,4}$/), fc.nat(20), (text, place) => {
      const from = Math.min(place, text.length);
      const up = changeAttention({ text, from, to: from }, 1);
      expect(changeAttention(up, -1).text).toBe(text);
    }),
  );
});
