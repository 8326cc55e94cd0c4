import fc from "fast-check";
import { expect, it } from "vitest";
import { guide, needsUncond } from "./guidance.ts";

const cond = Float32Array.of(1, -2, 0.5);
const other = Float32Array.of(3, 0.25, -1);
const uncond = Float32Array.of(0.5, 4, -3);

it("goes cfgScale times the way from uncond to cond", () => {
  expect(guide([{ prediction: cond, weight: 1 }], uncond, 7)).toEqual(Float32Array.of(4, -38, 21.5));
  expect(guide([{ prediction: cond, weight: 1 }], uncond, 0)).toEqual(uncond);
});

it("adds the ways of composed prompts, each by its weight", () => {
  const both = [
    { prediction: cond, weight: 0.5 },
    { prediction: other, weight: -1 },
  ];
  expect(guide(both, uncond, 2)).toEqual(Float32Array.of(-4, 5.5, -3.5));
});

it("needs no uncond exactly where its share is nothing", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: -4, max: 4 }), (cfgScale, first) => {
      const weights = [first, 1 / cfgScale - first];
      const conds = weights.map((weight, k) => ({ prediction: k ? other : cond, weight }));
      if (needsUncond(cfgScale, weights)) return;
      const without = guide(conds, undefined, cfgScale);
      guide(conds, uncond, cfgScale).forEach((value, k) => {
        expect(value).toBeCloseTo(without[k]!, 3);
      });
    }),
  );
  expect(needsUncond(1, [1])).toBe(false);
  expect(needsUncond(7, [1])).toBe(true);
  expect(needsUncond(1, [1, 1])).toBe(true);
  expect(needsUncond(0.5, [1, 1])).toBe(false);
});

it("leaves its inputs as they are", () => {
  const before = [cond.slice(), uncond.slice()];
  guide([{ prediction: cond, weight: 1 }], uncond, 7);
  expect([cond, uncond]).toEqual(before);
});
