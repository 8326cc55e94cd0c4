import { expect, it } from "vitest";
import { promptTokens } from "./prompt-tokens.ts";

const kinds = (text: string) => promptTokens(text).map(({ from, to, kind }) => [text.slice(from, to), kind]);

it("finds brackets, weights, networks, keywords and escapes", () => {
  expect(kinds("(fox:1.2) \\( <lora:ink:0.8> BREAK a AND b [x|y]")).toEqual([
    ["(", "bracket"],
    [":1.2", "weight"],
    [")", "bracket"],
    ["\\(", "escape"],
    ["<lora:ink:0.8>", "network"],
    ["BREAK", "keyword"],
    ["AND", "keyword"],
    ["[", "bracket"],
    ["|", "option"],
    ["]", "bracket"],
  ]);
});

it("does not take BREAKFAST or a ratio for syntax", () => {
  expect(kinds("BREAKFAST, SAND, 16:9")).toEqual([]);
});
