import { expect, it } from "vitest";
import { consistencySchedule, withDowncastAlphas, withZeroTerminalSnr } from "./altered-schedules.ts";
import { buildModelSchedule, sigmaAt, sigmaMax, sigmaMin, timestepOf } from "./model-schedule.ts";

const model = buildModelSchedule();

it("ends in noise alone with zero terminal SNR, and begins as before", () => {
  const rescaled = withZeroTerminalSnr(model);
  expect(sigmaMax(rescaled) / 4518.7637).toBeCloseTo(1, 6);
  expect(rescaled.sigmas[998]! / 2254.2354).toBeCloseTo(1, 3); // a difference of two roots that agree to four digits
  expect(sigmaMin(rescaled) / sigmaMin(model)).toBeCloseTo(1, 5);
});

it("is made in float16 for pictures of 2023, sum by sum", () => {
  const { sigmas, logSigmas } = withDowncastAlphas(model);
  const at = [0, 1, 250, 500, 750, 999];
  // numpy 1.24: a = alphas.astype(float16); s = ((1 - a) / a) ** 0.5; log(s), each in float16.
  expect(at.map((t) => sigmas[t])).toEqual([
    0.03125, 0.038299560546875, 0.69580078125, 1.6181640625, 4.09765625, 14.609375,
  ]);
  expect(at.map((t) => logSigmas[t])).toEqual([
    -3.46484375, -3.26171875, -0.36279296875, 0.481201171875, 1.41015625, 2.681640625,
  ]);
});

it("knows every twentieth level and none between for consistency models", () => {
  const levels = consistencySchedule(model);
  expect(levels.sigmas).toHaveLength(50);
  expect([sigmaMin(levels), sigmaMax(levels)].map((sigma) => sigma.toFixed(6))).toEqual(["0.134451", "14.614642"]);
  expect([timestepOf(levels, 0.01), timestepOf(levels, sigmaMin(levels)), timestepOf(levels, 20)]).toEqual([
    19, 19, 999,
  ]);
  expect(timestepOf(levels, 1)).toBe(359);
  for (const t of [19, 359, 999]) expect(sigmaAt(levels, t) / model.sigmas[t]!).toBeCloseTo(1, 6);
  expect(sigmaAt(levels, 0)).toBe(sigmaAt(levels, 19));
});

it("takes a sigma for the nearest level where levels are all there is", () => {
  const quantized = { ...model, quantized: true };
  expect([0.1, 1, 7].map((sigma) => timestepOf(quantized, sigma))).toEqual([10, 354, 866]);
});
