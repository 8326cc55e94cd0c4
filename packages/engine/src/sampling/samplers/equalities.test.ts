import { expect, it } from "vitest";
import { openBatchNoise } from "../../noise/index.ts";
import { buildDenoiser, type Network } from "../denoiser.ts";
import { sample } from "../driver.ts";
import { findSampling } from "../find.ts";
import type { Latent } from "../latent.ts";
import { buildModelSchedule } from "../model-schedule.ts";
import { planSampling, type SamplerKnobs } from "../plan.ts";

/** float32 latents, formulas written in two ways. */
const rounding = 3e-6;

const model = buildModelSchedule();
const network: Network = async (x, t) => {
  const output = x.map((value) => 0.8 * value + 0.1 * Math.sin(3 * value + t / 300));
  return { conds: [output], uncond: output };
};

async function paint(name: string, options: Partial<SamplerKnobs> = {}, steps = 9): Promise<Latent> {
  const plan = planSampling({ ...findSampling(name), steps, model, options });
  const noise = openBatchNoise({ rng: "nv", seeds: [3], length: 16 });
  const denoiser = buildDenoiser({ network, model, prediction: "epsilon", cfgScale: 4 });
  let x: Latent = noise.initial;
  for await (const step of sample(plan, { denoiser, initial: noise.initial, noise })) x = step.x;
  return x;
}

type Twins = [law: string, name: string, options: Partial<SamplerKnobs>, twin: string, options?: Partial<SamplerKnobs>];

it.each<Twins>([
  ["Euler a without its noise", "Euler a Karras", { eta: 0 }, "Euler Karras"],
  ["DPM2 a without its noise", "DPM2 a Karras", { eta: 0 }, "DPM2 Karras"],
  ["DPM++ 2M SDE without its noise", "DPM++ 2M SDE Karras", { eta: 0 }, "DPM++ 2M Karras"],
  ["DPM++ SDE without its noise", "DPM++ SDE Karras", { eta: 0 }, "DPM++ 2S a Karras", { eta: 0 }],
  ["Euler CFG++ where both predictions agree", "Euler CFG++ Karras", {}, "Euler Karras"],
  ["Euler a CFG++ where both predictions agree", "Euler a CFG++ Karras", {}, "Euler a Karras"],
  ["Euler a CFG++ without its noise", "Euler a CFG++ Karras", { eta: 0 }, "Euler CFG++ Karras"],
  ["DDIM CFG++ where both predictions agree", "DDIM CFG++", {}, "DDIM"],
  ["Restart in a few steps", "Restart Karras", {}, "Heun Karras"],
])("%s is another sampler", async (_law, name, options, twin, twinOptions = {}) => {
  const [own, other] = [await paint(name, options), await paint(twin, twinOptions)];
  own.forEach((value, k) => {
    expect(Math.abs(value - other[k]!)).toBeLessThan(rounding);
  });
});

it("DDPM and Euler a with all its noise are the same process, as steps grow short", async () => {
  const [ddpm, ancestral] = [await paint("DDPM Karras", {}, 400), await paint("Euler a Karras", {}, 400)];
  const apart = Math.max(...ddpm.map((value, k) => Math.abs(value - ancestral[k]!)));
  expect(apart).toBeLessThan(0.01);
});
