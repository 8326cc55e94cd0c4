import fc from "fast-check";
import { expect, it } from "vitest";
import { goldens } from "../../goldens/sampling/goldens.ts";
import { buildModelSchedule, sigmaAt, sigmaMax, sigmaMin, timestepOf } from "./model-schedule.ts";

/** A rounding or two of float32, relative. */
const float32Rounding = 2.5e-7;
/** Timesteps near 1000 have float32 neighbours 6e-5 apart; the quotient of logarithms loses one more digit. */
const timestepRounding = 1e-3;

const model = buildModelSchedule();

it("is Stable Diffusion's unless told otherwise", () => {
  expect(model.sigmas).toHaveLength(1000);
  expect(sigmaMin(model)).toBeCloseTo(0.029167532920837402, 9);
  expect(sigmaMax(model)).toBeCloseTo(14.614642143249512, 6);
  expect(model.alphasCumprod[500]).toBeCloseTo(0.276332676, 8);
});

it.each(goldens.modelSchedules)("agrees with k-diffusion: $linearStart … $linearEnd in $timesteps", (golden) => {
  const own = buildModelSchedule(golden);
  const stride = golden.timesteps / 8;
  golden.alphasCumprod.forEach((alpha, k) => {
    expect(own.alphasCumprod[k * stride]! / alpha - 1).toBeCloseTo(0, 7);
    expect(Math.abs(own.sigmas[k * stride]! / golden.sigmas[k]! - 1)).toBeLessThan(float32Rounding);
  });
  for (const [sigma, t] of golden.timestepOf)
    expect(Math.abs(timestepOf(own, sigma) - t)).toBeLessThan(timestepRounding);
  for (const [t, sigma] of golden.sigmaAt) expect(Math.abs(sigmaAt(own, t) / sigma - 1)).toBeLessThan(float32Rounding);
});

it("finds every trained timestep by its sigma, exactly", () => {
  for (let t = 0; t < 1000; t++) expect(timestepOf(model, model.sigmas[t]!)).toBe(t);
});

it("turns timesteps into sigmas and back", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 999, noNaN: true }), (t) => {
      expect(Math.abs(timestepOf(model, sigmaAt(model, t)) - t)).toBeLessThan(timestepRounding);
    }),
  );
});

it("stays at the nearest end outside of what was trained", () => {
  expect(timestepOf(model, 0.001)).toBe(0);
  expect(timestepOf(model, 100)).toBe(999);
});
