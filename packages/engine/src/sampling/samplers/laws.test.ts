import type { Sigma, Timestep } from "@danfang/domain";
import { describe, expect, it, vi } from "vitest";
import { openBatchNoise } from "../../noise/index.ts";
import type { Denoiser } from "../denoiser.ts";
import { planSampling, sample } from "../driver.ts";
import type { Latent } from "../latent.ts";
import { buildModelSchedule } from "../model-schedule.ts";
import type { Denoise, Noise, PredictEpsilon, Sampler, SamplerStep } from "../sampler.ts";
import { type Schedule, schedules } from "../schedules/index.ts";
import { karras } from "../schedules/karras.ts";
import { timestepsFor } from "../timesteps.ts";
import { samplers } from "./index.ts";

/** Data drawn from N(0, 1/4) has an exact denoiser, and so an exact path: x scales with its standard deviation. */
const variance = 0.25;
const model = buildModelSchedule();
const denoise: Denoise = async (x, sigma) => x.map((value) => (value * variance) / (variance + sigma ** 2));
const predictEpsilon: PredictEpsilon = async (x, t) => {
  const alpha = model.alphasCumprod[t]!;
  const guided = x.map((value) => (value * Math.sqrt(1 - alpha)) / (alpha * variance + 1 - alpha));
  return { guided, uncond: undefined };
};

/** Twice the steps divide each sampler's error by 2 to this power. */
const orders: Readonly<Record<string, number>> = {
  "DPM++ 2M": 2,
  "DPM++ 2S a": 2,
  "Euler a": 1,
  Euler: 1,
  LMS: 4,
  Heun: 2,
  DPM2: 2,
  "DPM2 a": 2,
  DDIM: 1,
};
/** Less than half the way to another order. LMS starts with steps of lower order and so stays 0.4 below its own. */
const orderTolerance = 0.45;

/** Walks from x to where the data's deviation is known, both of them along the exact path. */
function walk(sampler: Sampler, x: Latent, steps: number, eta: number, noise: Noise) {
  const options = { noise, eta, sChurn: 0, sTmin: 0, sTmax: Infinity, sNoise: 1 };
  if (sampler.kind === "timesteps") {
    const timesteps = timestepsFor(steps, 1000);
    const deviation = (t: Timestep) => {
      const alpha = model.alphasCumprod[t]!;
      return Math.sqrt(alpha * variance + 1 - alpha);
    };
    const start = deviation(timesteps.at(-1)!);
    const steady = sampler.sample(predictEpsilon, scaled(x, start), timesteps, model.alphasCumprod, options);
    return { steps: steady, end: deviation(timesteps[0]!) };
  }
  const range = { sigmaMin: Math.fround(0.1), sigmaMax: 10 };
  const sigmas = karras.sigmas(steps + 1, model, range).slice(0, -1);
  const deviation = (sigma: Sigma) => Math.sqrt(variance + sigma ** 2);
  return { steps: sampler.sample(denoise, scaled(x, deviation(10)), sigmas, options), end: deviation(range.sigmaMin) };
}

const scaled = (x: Latent, by: number) => x.map((value) => value * by);

async function last(steps: AsyncIterable<SamplerStep>): Promise<Latent> {
  let x: Latent | undefined;
  for await (const step of steps) x = step.x;
  return x!;
}

/** With η = 0 ancestral samplers may draw, but what they draw must not count. */
const loud: Noise = () => Float32Array.of(1e6);

async function pathError(sampler: Sampler, steps: number): Promise<number> {
  const { steps: run, end } = walk(sampler, Float32Array.of(1), steps, 0, loud);
  return Math.abs((await last(run))[0]! / end - 1);
}

/**
 * Everything here is linear, so variance needs no dice: coordinate 0 carries the start, coordinate k the k-th draw, and
 * their squares add up at the end.
 */
async function varianceError(sampler: Sampler, steps: number): Promise<number> {
  let draw = 0;
  const unit = (k: number) => new Float32Array(steps + 1).fill(1, k, k + 1);
  const { steps: run, end } = walk(sampler, unit(0), steps, 1, () => unit(++draw));
  const x = await last(run);
  return Math.abs(x.reduce((sum, value) => sum + value ** 2, 0) / end ** 2 - 1);
}

const runOf = (sampler: Sampler, initial: Latent, noise: Noise) => {
  const plan = planSampling({ sampler, schedule: schedules[0]!, steps: 7, model });
  return sample(plan, { denoiser: { denoise, predictEpsilon }, initial, noise });
};

describe.each(samplers)("$label", (sampler) => {
  it.each([
    { law: "follows the exact path of Gaussian data", error: pathError },
    { law: "keeps the variance of Gaussian data while it adds all its noise", error: varianceError },
  ])("$law, with its order", async ({ error }) => {
    const order = orders[sampler.label];
    expect(order, "a new sampler's order belongs in the table above").toBeDefined();
    const measured = Math.log2((await error(sampler, 50)) / (await error(sampler, 100)));
    expect(Math.abs(measured - order!)).toBeLessThan(orderTolerance);
  });

  it("gives an image in a batch what it gives the image alone", async () => {
    const run = (seeds: readonly number[]) => {
      const noise = openBatchNoise({ rng: "cpu", seeds, length: 16 });
      return last(runOf(sampler, noise.initial, noise.next));
    };
    const together = await run([8, 21]);
    expect(together.slice(0, 16)).toEqual(await run([8]));
    expect(together.slice(16)).toEqual(await run([21]));
  });

  it("depends on its arguments alone, and leaves them and its steps as they were", async () => {
    vi.spyOn(Math, "random").mockImplementation(() => {
      throw new Error("a sampler asked for chance");
    });
    const start = () => openBatchNoise({ rng: "nv", seeds: [4], length: 16 });
    const [a, b] = [start(), start()];
    const before = a.initial.slice();
    const [first, second] = [runOf(sampler, a.initial, a.next), runOf(sampler, b.initial, b.next)];
    const kept: [Latent, Latent][] = [];
    for await (const step of first) {
      kept.push([step.x, step.x.slice()], [step.denoised, step.denoised.slice()]);
      const twin = await second.next();
      expect(twin.value).toEqual(step);
    }
    expect(a.initial).toEqual(before);
    for (const [shown, copy] of kept) expect(shown).toEqual(copy);
    vi.restoreAllMocks();
  });

  it.each(schedules)("asks the model as often as planned on $label", async (schedule) => {
    const etas = sampler.kind === "sigma" ? [0, 0.5, 1, 2] : [0, 1]; // DDIM's noise has no meaning beyond 1
    for (const steps of [2, 3, 7, 20]) for (const eta of etas) await expectAsPlanned({ sampler, schedule, steps, eta });
  });
});

async function expectAsPlanned(asked: { sampler: Sampler; schedule: Schedule; steps: number; eta: number }) {
  const plan = planSampling({ ...asked, model, options: { eta: asked.eta } });
  let calls = 0;
  let yields = 0;
  const denoiser: Denoiser = {
    denoise(x, sigma) {
      calls++;
      return denoise(x, sigma);
    },
    predictEpsilon(x, t) {
      calls++;
      return predictEpsilon(x, t);
    },
  };
  const initial = Float32Array.of(1, -1);
  for await (const { i, x } of sample(plan, { denoiser, initial, noise: () => Float32Array.of(0.5, -0.5) })) {
    expect(i).toBe(yields++);
    expect(x.every(Number.isFinite)).toBe(true);
  }
  expect({ calls, yields }).toEqual({ calls: plan.modelCalls, yields: plan.stepCount });
}
