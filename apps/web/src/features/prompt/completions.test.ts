import { expect, it } from "vitest";
import { completionsAt } from "./completions.ts";

const names = [
  { kind: "lora", stem: "made-of-gold" },
  { kind: "embedding", stem: "blue-ink" },
  { kind: "hypernetwork", stem: "graphite" },
] as const;

it("offers networks after an angle bracket and replaces the whole tag", () => {
  expect(completionsAt("apple, <lora:go", names, false)).toEqual({
    from: 7,
    options: [{ label: "made-of-gold", insert: "<lora:made-of-gold:1>", detail: "lora" }],
  });
  expect(completionsAt("<", names, false)?.options.map(({ insert }) => insert)).toEqual([
    "<lora:made-of-gold:1>",
    "<hypernet:graphite:1>",
  ]);
});

it.each([
  ["<l", ["made-of-gold"]],
  ["<lor", ["made-of-gold"]],
  ["<LoRA", ["made-of-gold"]],
  ["<lora:", ["made-of-gold"]],
  ["<lyco:", ["made-of-gold"]],
  ["<hyper", ["graphite"]],
  ["<hypernet:", ["graphite"]],
  ["<gold", ["made-of-gold"]],
  ["<lora:graph", undefined],
  ["<sks:", undefined],
])("completes the tag that is begun with %s, and its kind alone once that is written", (before, stems) => {
  expect(completionsAt(before, names, false)?.options.map(({ label }) => label)).toEqual(stems);
});

it("offers an embedding for the word it is in", () => {
  expect(completionsAt("red heart, blue", names, false)).toMatchObject({ from: 11, options: [{ insert: "blue-ink" }] });
});

it("stays quiet for a letter, unless it is asked", () => {
  expect(completionsAt("a", names, false)).toBeUndefined();
  expect(completionsAt("", names, true)?.options).toHaveLength(3);
});

it("writes a style out, without the place of the prompt that it goes around", () => {
  const styles = [{ kind: "style", stem: "ink wash", words: "{prompt}, ink wash, (paper:1.2)" }] as const;
  expect(completionsAt("fox, ink", styles, false)).toEqual({
    from: 5,
    options: [{ label: "ink wash", insert: "ink wash, (paper:1.2)", detail: "style" }],
  });
});
