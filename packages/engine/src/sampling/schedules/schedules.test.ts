import { describe, expect, it } from "vitest";
import { goldens } from "../../../goldens/sampling/goldens.ts";
import { findSchedule } from "../find.ts";
import { buildModelSchedule, sigmaMax, sigmaMin } from "../model-schedule.ts";
import { schedules } from "./index.ts";

/** Powers and exponentials of different libraries differ in the last float32 digit; ρ = 7 multiplies that. */
const powerRounding = 1e-6;

const model = buildModelSchedule();
const range = { sigmaMin: sigmaMin(model), sigmaMax: sigmaMax(model) };

it.each(goldens.schedules)("agrees with k-diffusion: $schedule, $n", ({ schedule, n, sigmas }) => {
  const own = findSchedule(schedule).sigmas(n, model, range);
  expect(own).toHaveLength(sigmas.length);
  sigmas.forEach((sigma, k) => {
    expect(Math.abs(own[k]! - sigma)).toBeLessThanOrEqual(powerRounding * sigma);
  });
});

it("Karras takes another range and another exponent", () => {
  const own = findSchedule("karras").sigmas(10, model, { sigmaMin: 0.1, sigmaMax: 10 });
  const expected = [10, 6.802165, 4.524204, 2.93412, 1.849302, 1.128182, 0.662886, 0.372822, 0.199141, 0.1, 0];
  expected.forEach((sigma, k) => {
    expect(own[k]).toBeCloseTo(sigma, 5);
  });
  const linear = findSchedule("karras").sigmas(3, model, { sigmaMin: 2, sigmaMax: 4, rho: 1 });
  expect(linear).toEqual([4, 3, 2, 0]);
});

describe.each(schedules)("$label", ({ sigmas }) => {
  it.each([1, 2, 5, 20, 150])("falls from the model's largest sigma to its smallest, then 0, in %i steps", (n) => {
    const own = sigmas(n, model, range);
    expect(own).toHaveLength(n + 1);
    expect(own.every((sigma, k) => k === 0 || sigma < own[k - 1]!)).toBe(true);
    expect(own.every((sigma) => sigma === Math.fround(sigma))).toBe(true);
    expect(own[0]! / range.sigmaMax).toBeCloseTo(1, 6);
    if (n > 1) expect(own.at(-2)! / range.sigmaMin).toBeCloseTo(1, 5);
    expect(own.at(-1)).toBe(0);
  });
});
