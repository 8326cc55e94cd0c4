import fc from "fast-check";
import { expect, it } from "vitest";
import { betaCdf, betaQuantile } from "./beta-quantile.ts";

const shape = fc.double({ min: 0.2, max: 5, noNaN: true });

it("knows the distributions that have a formula", () => {
  expect(betaQuantile(0.3, 1, 1)).toBeCloseTo(0.3, 13);
  expect(betaQuantile(0.3, 0.5, 0.5)).toBeCloseTo(Math.sin((0.3 * Math.PI) / 2) ** 2, 13); // arcsine
  expect(betaQuantile(0.3, 3, 1)).toBeCloseTo(0.3 ** (1 / 3), 13);
});

it("inverts the distribution and mirrors it", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.05, max: 0.95, noNaN: true }), shape, shape, (p, alpha, beta) => {
      const x = betaQuantile(p, alpha, beta);
      expect(betaCdf(x, alpha, beta)).toBeCloseTo(p, 10);
      expect(betaQuantile(1 - p, beta, alpha)).toBeCloseTo(1 - x, 10);
    }),
  );
});

it("stays within 0 and 1", () => {
  expect([betaQuantile(0, 0.6, 0.6), betaQuantile(1, 0.6, 0.6)]).toEqual([0, 1]);
});
