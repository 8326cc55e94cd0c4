import { expect, it } from "vitest";
import { iconAt, percentOf, titleAt } from "./use-progress-title.ts";

it("counts whole per cent of the steps, and no more than all of them", () => {
  expect(percentOf(undefined)).toBeUndefined();
  expect([0, 1, 10, 20, 21].map((step) => percentOf({ step, steps: 20 }))).toEqual([0, 5, 50, 100, 100]);
  expect(percentOf({ step: 0, steps: 0 })).toBe(0);
});

it("is the studio's own name and seal while nothing is painted", () => {
  expect(titleAt(undefined)).toBe("丹方 Danfang");
  expect(iconAt(undefined)).toBe("/favicon.svg");
});

it("begins with the per cent: a narrow tab shows little more", () => {
  expect(titleAt(45)).toMatch(/^45 % · /);
});

it("draws a ring that is closed when all is done", () => {
  const lengths = [0, 25, 50, 100].map((percent) =>
    Number(/stroke-dasharray="([\d.]+)/.exec(decodeURIComponent(iconAt(percent)))?.[1]),
  );
  expect(lengths[0]).toBe(0);
  expect(lengths[2]).toBeCloseTo(2 * lengths[1]!, 0);
  expect(lengths[3]).toBeCloseTo(2 * Math.PI * 12, 1);
});
