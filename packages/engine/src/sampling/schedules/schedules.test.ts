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

interface Promised {
  /** How many values there are for n steps; absent: n + 1. */
  readonly count?: (n: number) => number;
  /** Where it begins and what is before the final 0; absent: the range's ends. */
  readonly first?: (n: number) => number | undefined;
  readonly last?: (n: number) => number | undefined;
  /** Its own end; absent: 0. */
  readonly end?: number;
}
const { sigmas: levels } = model;
const inner = { last: () => undefined };
const fitted = (least: number): Promised => ({ first: (n) => (n === 1 ? least : 14.615), last: () => least });
const ddimStride = (n: number) => Math.max(Math.floor(1000 / n), 1);

/** What a schedule does that is not: n steps from the range's largest sigma to its smallest, then 0. */
const promises: Readonly<Record<string, Promised>> = {
  sgm_uniform: inner,
  simple: inner,
  turbo: { last: (n) => levels[Math.round(1000 / n - 1)] },
  kl_optimal: { last: () => undefined, end: range.sigmaMin },
  align_your_steps: fitted(0.029),
  align_your_steps_11: fitted(0.029),
  align_your_steps_GITS: fitted(0.029),
  align_your_steps_32: fitted(0.015),
  ddim: {
    count: (n) => Math.ceil(999 / ddimStride(n)) + 1,
    first: (n) => levels[1 + (Math.ceil(999 / ddimStride(n)) - 1) * ddimStride(n)],
    last: () => levels[1],
  },
};

describe.each(schedules)("$label", ({ name, sigmas }) => {
  const {
    count = (n: number) => n + 1,
    first = () => range.sigmaMax,
    last = () => range.sigmaMin,
    end = 0,
  } = promises[name] ?? {};
  it.each([1, 2, 5, 20, 150])("falls between its ends in %i steps", (n) => {
    const own = sigmas(n, model, range);
    expect(own).toHaveLength(count(n));
    expect(own.every((sigma, k) => k === 0 || sigma < own[k - 1]!)).toBe(true);
    expect(own.every((sigma) => sigma === Math.fround(sigma))).toBe(true);
    expect(own[0]! / first(n)!).toBeCloseTo(1, 5);
    const least = last(n);
    if (n > 1 && least !== undefined) expect(own.at(-2)! / least).toBeCloseTo(1, 5);
    expect(own.at(-1)).toBeCloseTo(end, 6);
  });

  it("makes of no steps an end and nothing else", () => {
    expect(sigmas(0, model, range).length).toBe(1);
  });
});
