import { expect, it } from "vitest";
import { askedOf, type CompletionName, completionsOf, wantedAt } from "./completions.ts";

const names = [
  { kind: "lora", stem: "made-of-gold" },
  { kind: "embedding", stem: "blue-ink" },
  { kind: "hypernetwork", stem: "graphite" },
] as const;

function completionsAt(before: string, all: readonly CompletionName[], isAsked: boolean) {
  const wanted = wantedAt(before, isAsked);
  const options = wanted === undefined ? [] : completionsOf(wanted, all);
  return wanted === undefined || options.length === 0 ? undefined : { from: wanted.from, options };
}

it("asks for the kinds that a tag can mean, and for the letters of a name", () => {
  const asked = (before: string) => {
    const wanted = wantedAt(before, true);
    return wanted && askedOf(wanted);
  };
  expect(asked("fox, ink")).toEqual({ kinds: ["lora", "hypernetwork", "embedding"], text: "ink" });
  expect(asked("<lora:ink")).toEqual({ kinds: ["lora"], text: "ink" });
  expect(asked("<lyco:")).toEqual({ kinds: ["lora"], text: "" });
  expect(asked("<hyp")).toEqual({ kinds: ["hypernetwork"], text: "" });
  expect(asked("<fox")).toEqual({ kinds: ["lora", "hypernetwork"], text: "fox" });
});

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
