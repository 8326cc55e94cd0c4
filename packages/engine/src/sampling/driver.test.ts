import { describe, expect, it } from "vitest";
import { goldens } from "../../goldens/sampling/goldens.ts";
import { openBatchNoise } from "../noise/index.ts";
import { buildDenoiser, type Network } from "./denoiser.ts";
import { sample } from "./driver.ts";
import { findSampling } from "./find.ts";
import type { Latent } from "./latent.ts";
import { buildModelSchedule } from "./model-schedule.ts";
import { planSampling } from "./plan.ts";
import { startOf } from "./start.ts";
import { timestepsFor } from "./timesteps.ts";

/** Of the latent's deviation: float32 rounding, grown by the long steps of short schedules. */
const acrossPrograms = 1e-5;

const model = buildModelSchedule();

/** `toy_output` of make.py: bounded, nonlinear, coupled to its neighbour and to the timestep. */
const toy: Network = async (x, t) => {
  const clock = t / 1000;
  const output = x.map((value, k) => {
    const neighbour = x[(k + x.length - 1) % x.length]!;
    return 0.8 * value + 0.3 * Math.sin(2 * neighbour + 3 * clock) - 0.2 * Math.tanh(value) * clock;
  });
  return { conds: [output], uncond: undefined };
};

describe("agrees with k-diffusion and Forge", () => {
  it.each(goldens.runs)("$sampler, $schedule, $steps steps", async ({ final, ...run }) => {
    const { sampler: label, schedule: scheduleName, steps, prediction = "epsilon", ...options } = run;
    const { sampler, schedule } = findSampling(label, scheduleName);
    const plan = planSampling({ sampler, schedule, steps, model, options });
    const noise = openBatchNoise({ rng: "cpu", seeds: [1234], length: final.length });
    const denoiser = buildDenoiser({ network: toy, model, prediction, cfgScale: 1 });
    let x: Latent = noise.initial;
    for await (const step of sample(plan, { denoiser, initial: noise.initial, noise: noise.next })) x = step.x;
    const deviation = Math.sqrt(final.reduce((sum, value) => sum + value ** 2, 0) / final.length);
    const furthest = Math.max(...final.map((value, k) => Math.abs(value - x[k]!)));
    expect(furthest / deviation).toBeLessThan(acrossPrograms);
  });
});

it("leaves out the sigma before the last for the samplers that want it", () => {
  const plan = planSampling({ ...findSampling("DPM2"), steps: 6, model });
  const expected = [14.614643, 7.09442, 3.168609, 1.274105, 0.446921, 0.130309, 0];
  expect(plan.kind === "sigma" && plan.sigmas.map((sigma) => Number(sigma.toFixed(6)))).toEqual(expected);
});

it.each([
  { label: "Euler", steps: 20, stepCount: 20, modelCalls: 20 },
  { label: "Heun", steps: 20, stepCount: 20, modelCalls: 39 },
  { label: "DPM2 a", steps: 20, stepCount: 20, modelCalls: 39 },
  { label: "DDIM", steps: 20, stepCount: 19, modelCalls: 19 },
  { label: "DDIM", steps: 30, stepCount: 30, modelCalls: 30 },
])("knows beforehand what $label will do in $steps steps", ({ label, steps, stepCount, modelCalls }) => {
  expect(planSampling({ ...findSampling(label), steps, model })).toMatchObject({ stepCount, modelCalls });
});

it("starts timestep samplers where AUTOMATIC1111 does", () => {
  expect(timestepsFor(10, 1000)).toEqual([1, 101, 201, 301, 401, 501, 601, 701, 801, 901]);
  const counts = [7, 20, 30, 50, 1000].map((steps) => timestepsFor(steps, 1000).length);
  expect(counts).toEqual([8, 20, 31, 50, 1000]);
  expect(timestepsFor(30, 1000).at(-1)).toBe(991);
  expect(timestepsFor(1000, 1000).at(-1)).toBe(999);
});

it("returns the noise itself from DDIM in one step, as AUTOMATIC1111 does", async () => {
  const plan = planSampling({ ...findSampling("DDIM"), steps: 1, model });
  expect(plan).toMatchObject({ stepCount: 0, modelCalls: 0 });
  const initial = Float32Array.of(0.3, -1.2);
  expect(startOf(plan, { initial })).toEqual(initial);
});

it("refuses fewer steps than a multistep sampler's order", () => {
  const plan = (steps: number) => planSampling({ ...findSampling("UniPC"), steps, model });
  expect(() => plan(2)).toThrow(/UniPC/);
  expect(plan(4).modelCalls).toBe(4);
});
