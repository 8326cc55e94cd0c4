import fc from "fast-check";
import { expect, it } from "vitest";
import { webuiGoldens } from "../../goldens/sampling/webui.ts";
import { openBrownianTree } from "./brownian-tree.ts";

/** See `torch-normal.test.ts`: sums of a dozen draws. */
const torchRounding = 5e-6;

const length = 16;
const span = { sigmaMin: 0.03, sigmaMax: 14.6 };
const open = (seed = 5) => openBrownianTree({ rng: "nv", seed, length, ...span });

it.each(webuiGoldens.brownian)("gives torchsde's increments: $rng, seed $seed", (golden) => {
  const noise = openBrownianTree({ ...golden, length });
  for (const { from, to, values } of golden.noise) {
    const own = noise(from, to);
    const root = Math.sqrt(Math.abs(to - from)); // short stretches are divided by little: compare what was divided
    values.forEach((value, k) => {
      expect(Math.abs(own[k]! - value) * root).toBeLessThan(torchRounding);
    });
  }
});

it("does not depend on what was asked before", () => {
  const asked = open();
  for (let sigma = 14; sigma > 0.1; sigma *= 0.8) asked(sigma, sigma * 0.8);
  expect(asked(3, 1.25)).toEqual(open()(3, 1.25));
});

it("makes one motion of neighbouring stretches", () => {
  const noise = open();
  const level = fc.double({ min: span.sigmaMin, max: span.sigmaMax, noNaN: true });
  fc.assert(
    fc.property(level, level, level, (a, b, c) => {
      const increment = (from: number, to: number) =>
        noise(from, to).map((value) => value * Math.sqrt(Math.abs(Math.fround(to) - Math.fround(from))));
      const [ab, bc, ac] = [increment(a, b), increment(b, c), increment(a, c)];
      const sign = (from: number, to: number) => (to > from ? 1 : -1);
      ab.forEach((value, k) => {
        const whole = sign(a, b) * value * sign(a, b) + sign(b, c) * bc[k]! * sign(b, c);
        expect(Math.abs(whole - ac[k]!)).toBeLessThan(1e-4); // ends are kept to a millionth, where it moves a little
      });
    }),
    { numRuns: 25 },
  );
});

it("is standing still where two levels are one", () => {
  expect(open()(2, 2)).toEqual(new Float32Array(length));
  expect(open()(2, 2 + 1e-8)).toEqual(new Float32Array(length));
});
