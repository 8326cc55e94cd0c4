import { expect, it } from "vitest";
import type { Denoiser } from "../denoiser.ts";
import { sample } from "../driver.ts";
import { findSampling } from "../find.ts";
import { buildModelSchedule } from "../model-schedule.ts";
import { planSampling, type SamplerKnobs } from "../plan.ts";
import { ancestralStep } from "./ancestral-step.ts";
import { multistepWeights } from "./lms.ts";

/** The published values have seven decimals; float32 rounding adds one or two in the last. */
const published = 2e-6;
/** Step lengths follow from a difference that float32 rounds to nothing at first: its last bit moves the whole walk. */
const adaptive = 1e-3;

const model = buildModelSchedule();
const unipc = { variant: "bh1", skipType: "time_uniform", order: 3, lowerOrderFinal: true } as const;

/** ᾱ between whole timesteps by straight lines in ln ᾱ. */
function alphaAt(t: number): number {
  const low = Math.floor(t);
  const [a, b] = [model.alphasCumprod[low]!, model.alphasCumprod[Math.ceil(t)]!].map(Math.log) as [number, number];
  return Math.exp(a + (t - low) * (b - a));
}

/** Data drawn from N(0, 1/4); the unconditional ε is made a tenth smaller, so that CFG++ shows where it looks. */
const denoiser: Denoiser = {
  async denoise(x, sigma) {
    const guided = x.map((value) => (value * 0.25) / (sigma ** 2 + 0.25));
    return { guided, uncond: guided };
  },
  denoiseConsistently: () => Promise.reject(new Error("no vector asks for it")),
  async predictEpsilon(x, t) {
    const alpha = alphaAt(t);
    const guided = x.map((value) => (value * Math.sqrt(1 - alpha)) / (0.25 * alpha + 1 - alpha));
    return { guided, uncond: guided.map((value) => value * 0.9) };
  },
};

type Row = [name: string, steps: number, options: Partial<SamplerKnobs>, final: number, modelCalls: number];

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
  ["DPM++ SDE Karras", 6, {}, 0.4253006, 11],
  ["DPM++ 2M SDE Karras", 6, {}, 0.4393751, 6],
  ["DPM++ 2M SDE Heun Karras", 6, {}, 0.5366719, 6],
  ["DPM++ 2M SDE Karras", 6, { eta: 0 }, 0.5203198, 6],
  ["DPM++ 3M SDE Karras", 6, {}, 0.5109591, 6],
  ["DPM fast Karras", 6, {}, 1.1944677, 6],
  ["DPM fast Karras", 7, {}, 0.5442837, 7],
  ["DPM fast Karras", 8, { eta: 0 }, 0.545138, 8],
  ["DPM fast Karras", 9, { eta: 0 }, 0.5471986, 9],
  ["Restart", 6, {}, 0.6223184, 11],
  ["Restart", 20, {}, 0.3653211, 39],
  ["DDIM CFG++", 6, {}, 0.2220452, 6],
  ["DDIM CFG++", 10, {}, 0.2016251, 9],
  ["PLMS", 6, {}, 0.4510112, 7],
  ["PLMS", 10, {}, 0.4789156, 10],
  ["UniPC", 6, {}, 0.3971994, 7],
  ["UniPC", 10, {}, 0.4329892, 10],
  ["UniPC", 10, { unipc: { ...unipc, variant: "bh2" } }, 0.4295661, 10],
  ["UniPC", 10, { unipc: { ...unipc, variant: "vary_coeff" } }, 0.4215701, 10],
])("%s in %i steps with %o ends at %f", async (name, steps, options, final, modelCalls) => {
  const plan = planSampling({ ...findSampling(name), steps, model, options });
  expect(plan.modelCalls).toBe(modelCalls);
  const ones = Float32Array.of(1, 1, 1, 1);
  let x = ones;
  const noise = () => Float32Array.of(0.5, 0.5, 0.5, 0.5);
  for await (const step of sample(plan, { denoiser, initial: ones, noise })) x = Float32Array.from(step.x);
  for (const value of x) expect(Math.abs(value - final)).toBeLessThan(published);
});

it.each([
  { eta: 0, final: 0.5127683, modelCalls: 27 },
  { eta: 1, final: 0.6478632, modelCalls: 39 },
])("DPM adaptive with η $eta ends at $final after $modelCalls calls", async ({ eta, final, modelCalls }) => {
  let calls = 0;
  const counted: Denoiser = {
    ...denoiser,
    denoise(x, sigma) {
      calls++;
      return denoiser.denoise(x, sigma);
    },
  };
  const plan = planSampling({ ...findSampling("DPM adaptive Karras"), steps: 6, model, options: { eta } });
  const initial = Float32Array.of(1, 1);
  let x: Float32Array = initial;
  for await (const step of sample(plan, { denoiser: counted, initial, noise: () => Float32Array.of(0.5, 0.5) }))
    x = step.x;
  expect(calls).toBe(modelCalls);
  for (const value of x) expect(Math.abs(value - final)).toBeLessThan(adaptive);
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
