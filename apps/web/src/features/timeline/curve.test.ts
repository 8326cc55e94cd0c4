import { expect, it } from "vitest";
import { curveOf, nearestPoint } from "./curve.ts";

const halving = [16, 8, 4, 2, 1, 0.5].map((sigma, i) => ({ step: i + 1, sigma }));

it("draws halving noise as a straight line, falling", () => {
  const points = curveOf(halving, 6);
  const falls = points.slice(1).map((point, i) => point.y - (points[i]?.y ?? 0));
  for (const fall of falls) expect(fall).toBeCloseTo(falls[0] ?? 0, 10);
  expect(points[0]).toEqual({ x: 0, y: 0 });
  expect(points.at(-1)?.x).toBe(1);
});

it("stays in its box at σ = 0 and with one step", () => {
  expect(curveOf([{ step: 1, sigma: 0 }], 1)).toEqual([{ x: 0.5, y: 1 }]);
});

it("finds the step under the pointer", () => {
  expect(nearestPoint(curveOf(halving, 6), 0.41)).toBe(2);
});
