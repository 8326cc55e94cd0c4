import fc from "fast-check";
import { expect, it } from "vitest";
import { guide, guideEdit, needsUncond, rescaleGuidance } from "./guidance.ts";

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

it("guides by a picture beside the text", () => {
  expect(guideEdit({ cond, image: other, uncond }, 3, 0)).toEqual(Float32Array.of(-5.5, -2.75, 1.5));
  expect(guideEdit({ cond, image: other, uncond }, 1, 1)).toEqual(cond);
  expect(guideEdit({ cond, image: other, uncond }, 0, 1)).toEqual(other);
});

it("brings each image back to the deviation of its cond, as far as it is asked to", () => {
  const deviation = (values: Float32Array) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  };
  const twice = (values: Float32Array, by: number) => Float32Array.of(...values, ...values.map((v) => v * by));
  const guided = rescaleGuidance(twice(other, 5), twice(cond, 2), 1, 2);
  expect(deviation(guided.subarray(0, 3))).toBeCloseTo(deviation(cond), 5);
  expect(deviation(guided.subarray(3))).toBeCloseTo(2 * deviation(cond), 5);
  expect(rescaleGuidance(other, cond, 0, 1)).toEqual(other);
  const half = rescaleGuidance(other, cond, 0.5, 1);
  half.forEach((value, k) => {
    expect(value).toBeCloseTo((other[k]! + guided[k]!) / 2, 5);
  });
});
