import type { Sigma, Timestep } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import type { Latent } from "../latent.ts";
import { buildModelSchedule } from "../model-schedule.ts";
import { planSampling } from "../plan.ts";
import type { Denoise, Noise, PredictEpsilon, Sampler, SamplerOptions, SamplerStep, SamplerSteps } from "../sampler.ts";
import { schedules } from "../schedules/index.ts";
import { karras } from "../schedules/karras.ts";
import { timestepsFor } from "../timesteps.ts";
import { samplers } from "./index.ts";

/** Data drawn from N(0, 1/4) has an exact denoiser, and so an exact path: x scales with its standard deviation. */
const variance = 0.25;
const model = buildModelSchedule();
const denoise: Denoise = async (x, sigma) => x.map((value) => (value * variance) / (variance + sigma ** 2));
/** ᾱ between whole timesteps by straight lines in ln ᾱ. */
const alphaAt = (t: Timestep) => {
  const [low, high] = [Math.floor(t), Math.ceil(t)].map((whole) => Math.log(model.alphasCumprod[whole]!));
  return Math.exp(low! + (t - Math.floor(t)) * (high! - low!));
};
const predictEpsilon: PredictEpsilon = async (x, t) => {
  const alpha = alphaAt(t);
  const guided = x.map((value) => (value * Math.sqrt(1 - alpha)) / (alpha * variance + 1 - alpha));
  return { guided, uncond: guided };
};
const denoiseBoth = async (x: Latent, sigma: Sigma) => {
  const guided = await denoise(x, sigma);
  return { guided, uncond: guided };
};
interface Promised {
  /** Steps divide the error of the path by 2 to this power when they are doubled; or why they do not. */
  readonly path: number | string;
  /** The same of the variance, all noise added; absent: as of the path. */
  readonly variance?: number | string;
  /** What is compared; absent: 50 steps and 100. */
  readonly steps?: readonly [number, number];
}
const one: Promised = { path: 1 };
const two: Promised = { path: 2 };

/** A first step of first order, whose error is h², keeps multistep samplers of more at second. */
// biome-ignore format: a table
const promises: Readonly<Record<string, Promised>> = {
  "DPM++ 2M": two, "DPM++ SDE": two, "DPM++ 2M SDE": two, "DPM++ 2M SDE Heun": two, "DPM++ 2S a": two, "DPM++ 3M SDE": two,
  "Euler a": one, Euler: one, LMS: { path: 4 }, Heun: two, DPM2: two, "DPM2 a": two,
  "DPM fast": { path: 3, steps: [47, 95] }, // the last step is of second order in both
  "DPM adaptive": { path: "it takes as many steps as it wants", variance: "it takes as many steps as it wants" },
  Restart: { path: "it adds noise whatever η is", variance: 2 },
  DDIM: one, "DDIM CFG++": one, PLMS: { path: 2, steps: [100, 200] }, UniPC: { path: 2 },
  LCM: { path: "it follows no path but jumps", variance: "it keeps what the model says, not what the data are" },
  HeunPP2: one, // its weights are not those of a second order
  IPNDM: two, // its coefficients are those of equal steps
  IPNDM_V: one,
  DEIS: { path: 3 }, DDPM: { path: "it adds noise whatever η is", variance: 1 },
  "Euler CFG++": one, "Euler a CFG++": one,
  "Gradient Estimation": one, // it overshoots on purpose
};
/** Less than half the way to another order. LMS starts with steps of lower order and so stays 0.4 below its own. */
const orderTolerance = 0.45;

const defaults: Omit<SamplerOptions, "noise"> = {
  ...planSampling({ sampler: samplers[0]!, schedule: schedules[0]!, steps: 4, model }).options,
  // UniPC's steps are equal in λ then, where its order is defined.
  unipc: { variant: "bh1", skipType: "logSNR", order: 3, lowerOrderFinal: true },
};

/** Walks from x to where the data's deviation is known, both of them along the exact path. */
function walk(sampler: Sampler, x: Latent, steps: number, eta: number, noise: Noise) {
  const options = { ...defaults, noise, eta };
  if (sampler.kind === "timesteps") {
    const timesteps = timestepsFor(steps, 1000);
    const deviation = (t: Timestep) => Math.sqrt(alphaAt(t) * variance + 1 - alphaAt(t));
    const [first, last] = sampler.label === "UniPC" ? [0, 999] : [timesteps[0]!, timesteps.at(-1)!];
    const run = sampler.sample(predictEpsilon, scaled(x, deviation(last)), timesteps, model.alphasCumprod, options);
    return { steps: run, end: deviation(first) };
  }
  const range = { sigmaMin: Math.fround(0.1), sigmaMax: 10 };
  const deviation = (sigma: Sigma) => Math.sqrt(variance + sigma ** 2);
  const start = scaled(x, deviation(10));
  const sigmas = karras(steps + 1, model, range);
  const walked = sigmas.slice(0, -1);
  const run = () => {
    switch (sampler.kind) {
      case "range":
        return sampler.sample(denoise, start, { ...range, calls: steps }, options);
      case "sigma-both":
        return sampler.sample(denoiseBoth, start, walked, options);
      case "sigma":
        // Restart makes levels of its own, a final 0 among them: it is walked, and the step to it not counted.
        return sampler.label === "Restart"
          ? withoutLast(sampler.sample(denoise, start, sigmas, options))
          : sampler.sample(denoise, start, walked, options);
    }
  };
  return { steps: run(), end: deviation(range.sigmaMin) };
}

async function* withoutLast(steps: SamplerSteps): AsyncIterable<SamplerStep> {
  let before: SamplerStep | undefined;
  for await (const step of steps) {
    if (before) yield before;
    before = step;
  }
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
 * Everything here is linear, so variance needs no dice: coordinate 0 carries the start, coordinate k the k-th piece of
 * noise, and their squares add up at the end. A piece is a draw, or a stretch of a Brownian motion between two levels
 * that were asked for: a draw that spans two of them is made of both.
 */
async function varianceError(sampler: Sampler, steps: number): Promise<number> {
  const dimensions = 4 * steps;
  let draw = 0;
  const unit = (k: number) => new Float32Array(dimensions).fill(1, k, k + 1);
  const halves = new Map<Sigma, { middle: Sigma; first: number }>();
  const noise: Noise = (sigma, next) => {
    const half = halves.get(sigma);
    if (!half || !sampler.brownianNoise) {
      halves.set(sigma, { middle: next, first: ++draw });
      return unit(draw);
    }
    const share = Math.sqrt((sigma - half.middle) / (sigma - next));
    const rest = unit(++draw);
    return unit(half.first).map((value, k) => share * value + Math.sqrt(1 - share ** 2) * rest[k]!);
  };
  const { steps: run, end } = walk(sampler, unit(0), steps, 1, noise);
  const x = await last(run);
  return Math.abs(x.reduce((sum, value) => sum + value ** 2, 0) / end ** 2 - 1);
}

describe.each(samplers)("$label", (sampler) => {
  const { path, variance = path, steps = [50, 100] } = promises[sampler.label] ?? { path: Number.NaN };
  const laws = [
    { law: "follows the exact path of Gaussian data", error: pathError, order: path },
    { law: "keeps the variance of Gaussian data while it adds all its noise", error: varianceError, order: variance },
  ];
  for (const { law, error, order } of laws)
    it.skipIf(typeof order === "string")(`${law}: order ${order}`, async () => {
      const [coarse, fine] = steps;
      const measured =
        Math.log((await error(sampler, coarse)) / (await error(sampler, fine))) / Math.log(fine / coarse);
      expect(Math.abs(measured - Number(order))).toBeLessThan(orderTolerance);
    });
});
