import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { axes, axisLegend } from "./axes.ts";
import { loopOrder, reorderWords, searchAndReplace, seedOfCell } from "./axis-edits.ts";
import { type AxisType, type AxisValue, parseAxisValues } from "./axis-values.ts";
import { parseCsv, printCsv } from "./csv.ts";

const goldens = JSON.parse(readFileSync(new URL("../../goldens/grid/axis-values.json", import.meta.url), "utf8")) as {
  values: [AxisType, string, AxisValue[] | null][];
  orders: [string, string[], string][];
};

describe("the values of an axis", () => {
  it("are those that the WebUI reads, number for number, and what it refuses is a finding", () => {
    for (const [type, text, values] of goldens.values) {
      const read = parseAxisValues(text, type);
      const ours = read.findings.length > 0 ? null : read.values;
      expect({ type, text, values: ours }).toEqual({ type, text, values });
    }
  });

  it("never throw and never are too many, whatever is written", () => {
    const types = fc.constantFrom<AxisType>("text", "whole", "number", "permutation");
    const scraps = fc.array(fc.constantFrom(...'0123456789-+()[]., \n"ax'.split("")), { maxLength: 30 });
    fc.assert(
      fc.property(scraps, types, (text, type) => {
        expect(parseAxisValues(text.join(""), type).values.length).toBeLessThanOrEqual(10_000);
      }),
    );
    expect(parseAxisValues("1-999999999999", "whole").findings[0]?.code).toBe("prompt/axisTooLong");
  });

  it("survive being printed and read", () => {
    const item = fc.string().map((text) => text.replace(/\r/g, "").trim());
    fc.assert(
      fc.property(
        fc.array(
          item.filter((text) => text !== ""),
          { minLength: 1 },
        ),
        (items) => {
          const printable = items.filter((text) => !text.startsWith('"') || /[",\n]/.test(text));
          if (printable.length > 0) expect(parseCsv(printCsv(printable))).toEqual(printable);
        },
      ),
    );
  });
});

it("words change places as in the WebUI", () => {
  for (const [prompt, order, result] of goldens.orders) expect(reorderWords(prompt, order)).toBe(result);
});

it("search and replace works on both prompts, and needs something to find", () => {
  const pair = { prompt: "a cat, cat", negativePrompt: "bad cat" };
  expect(searchAndReplace(pair, "cat", "$& dog")).toEqual({ prompt: "a $& dog, $& dog", negativePrompt: "bad $& dog" });
  expect(searchAndReplace(pair, "cow", "dog")).toBeUndefined();
});

it("what is dear to change is changed least, and ties keep z outermost", () => {
  expect(loopOrder({ x: 1, y: 0, z: 0 })).toEqual(["x", "z", "y"]);
  expect(loopOrder({ x: 0.7, y: 1, z: 0 })).toEqual(["y", "x", "z"]);
  expect(loopOrder({ x: 0.5, y: 0, z: 1 })).toEqual(["z", "x", "y"]);
  expect(loopOrder({ x: 1, y: 1, z: 0 })).toEqual(["z", "y", "x"]);
});

it("seeds that vary differ in every cell", () => {
  const sizes = { x: 3, y: 2, z: 2 };
  const all = { x: true, y: true, z: true };
  const seeds = [0, 1].flatMap((z) =>
    [0, 1].flatMap((y) => [0, 1, 2].map((x) => seedOfCell(9, { x, y, z }, sizes, all))),
  );
  expect(seeds).toEqual(Array.from({ length: 12 }, (_, i) => 9 + i));
  expect(seedOfCell(9, { x: 2, y: 1, z: 1 }, sizes, { x: false, y: true, z: false })).toBe(10);
});

it("legends say the axis and the value, or only what tells", () => {
  const legend = (label: string, value: AxisValue) => axisLegend(axes.find((axis) => axis.label === label)!, value);
  expect(legend("CFG Scale", 7)).toBe("CFG Scale: 7.0");
  expect(legend("CFG Scale", 0.1 + 0.2)).toBe("CFG Scale: 0.3");
  expect(legend("Steps", 20)).toBe("Steps: 20");
  expect(legend("Sampler", "DDIM")).toBe("DDIM");
  expect(legend("Checkpoint name", "anime/aom3.safetensors [abc]")).toBe("aom3.safetensors [abc]");
  expect(legend("Prompt order", ["a", "b"])).toBe("a, b");
  expect(legend("Nothing", "0")).toBe("");
});
