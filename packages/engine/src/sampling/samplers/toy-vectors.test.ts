import { expect, it } from "vitest";
import { planSampling, sample } from "../driver.ts";
import { findSampling } from "../find.ts";
import { buildModelSchedule } from "../model-schedule.ts";
import type { Denoise, PredictEpsilon, SamplerOptions } from "../sampler.ts";
import { ancestralStep } from "./ancestral-step.ts";
import { multistepWeights } from "./lms.ts";

/** The published values have seven decimals; float32 rounding adds one or two in the last. */
const published = 2e-6;

const model = buildModelSchedule();
const denoise: Denoise = async (x, sigma) => x.map((value) => (value * 0.25) / (sigma ** 2 + 0.25));
const predictEpsilon: PredictEpsilon = async (x, t) => {
  const alpha = model.alphasCumprod[t]!;
  const guided = x.map((value) => (value * Math.sqrt(1 - alpha)) / (0.25 * alpha + 1 - alpha));
  return { guided, uncond: undefined };
};

type Row = [name: string, steps: number, options: Partial<SamplerOptions>, final: number, modelCalls: number];

// Every noise tensor is 0.5 everywhere. Values computed with k-diffusion and AUTOMATIC1111 1.10.1 in float32.
it.each<Row>([
  ["Euler Karras", 6, {}, 0.3563663, 6],
  ["Euler Karras", 6, { sChurn: 10 }, 0.4294231, 6],
  ["Euler a Karras", 6, {}, 0.2861455, 6],
  ["Euler a Karras", 6, { eta: 0.5 }, 0.4905817, 6],
  ["Heun Karras", 6, {}, 0.6223184, 11],
  ["LMS Karras", 6, {}, 0.4012514, 6],
  ["DPM2 Karras", 6, {}, 0.5251214, 11],
  ["DPM2 a Karras", 6, {}, 0.7607623, 11],
  ["DPM++ 2S a Karras", 6, {}, 0.398903, 11],
  ["DPM++ 2M Karras", 6, {}, 0.5203199, 6],
  ["Euler Karras", 20, {}, 0.4568347, 20],
  ["DPM++ 2M Karras", 20, {}, 0.5061123, 20],
  ["DDIM", 6, {}, 0.3562796, 6],
  ["DDIM", 6, { eta: 1 }, 0.3450939, 6],
  ["DDIM", 10, {}, 0.4072156, 9],
  ["DDIM", 10, { eta: 1 }, 0.5107278, 9],
])("%s in %i steps with %o ends at %f", async (name, steps, options, final, modelCalls) => {
  const plan = planSampling({ ...findSampling(name), steps, model, options });
  expect(plan.modelCalls).toBe(modelCalls);
  const ones = Float32Array.of(1, 1, 1, 1);
  let x = ones;
  for await (const step of sample(plan, {
    denoiser: { denoise, predictEpsilon },
    initial: ones,
    noise: () => Float32Array.of(0.5, 0.5, 0.5, 0.5),
  }))
    x = Float32Array.from(step.x);
  for (const value of x) expect(Math.abs(value - final)).toBeLessThan(published);
});

it("splits an ancestral step into parts whose squares add up", () => {
  expect(ancestralStep(2, 1, 1)).toEqual({ down: 0.5, up: Math.fround(Math.sqrt(0.75)) });
  expect(ancestralStep(2, 1, 0)).toEqual({ down: 1, up: 0 });
  const { down, up } = ancestralStep(Math.fround(14.614643), Math.fround(9.102934), 1);
  expect(down).toBeCloseTo(5.669889, 5);
  expect(up).toBeCloseTo(7.1215, 5);
});

it("weights past slopes as Adams and Bashforth do", () => {
  expect(multistepWeights([4], 3)).toEqual([-1]);
  const third = multistepWeights([2, 3, 4], 1);
  [-1.916667, 1.333333, -0.416667].forEach((weight, k) => {
    expect(third[k]).toBeCloseTo(weight, 5);
  });
  const fourth = multistepWeights([1, 2, 3, 4], 0);
  [-2.291667, 2.458333, -1.541667, 0.375].forEach((weight, k) => {
    expect(fourth[k]).toBeCloseTo(weight, 5);
  });
});
