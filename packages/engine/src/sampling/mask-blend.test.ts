import { expect, it } from "vitest";
import { openBatchNoise } from "../noise/index.ts";
import { buildDenoiser, type Network } from "./denoiser.ts";
import { sample } from "./driver.ts";
import { findSampling } from "./find.ts";
import type { Latent } from "./latent.ts";
import { blendWith } from "./mask-blend.ts";
import { buildModelSchedule } from "./model-schedule.ts";
import { planSampling } from "./plan.ts";
import { samplers } from "./samplers/index.ts";

const model = buildModelSchedule();
const latent = Float32Array.from({ length: 8 }, (_, k) => Math.cos(3 * k));
const network: Network = async (x) => ({ conds: [x.map((value) => 0.9 * value)], uncond: x });

async function inpaint(label: string, repaint: Latent): Promise<Latent> {
  const picture = { denoisingStrength: 0.8 };
  const plan = planSampling({ ...findSampling(label), steps: 10, model, picture });
  const noise = openBatchNoise({ rng: "nv", seeds: [3], length: latent.length });
  const denoiser = buildDenoiser({ network, model, prediction: "epsilon", cfgScale: 2 });
  let x: Latent = latent;
  const input = { denoiser, initial: noise.initial, noise, latent };
  for await (const step of sample(plan, { ...input, mask: blendWith({ latent, repaint }) })) x = step.x;
  return x;
}

it("covers every channel of every image with one mask", () => {
  const blend = blendWith({ latent, repaint: Float32Array.of(1, 0.25) });
  expect(blend.during(new Float32Array(8), 0)[7]).toBe(Math.fround(0.75 * latent[7]!));
  expect(blend.during(new Float32Array(8), 0)[6]).toBe(0);
});

it.each(samplers)("$label leaves what is not masked as it was", async ({ label }) => {
  const x = await inpaint(label, Float32Array.of(1, 0, 1, 0));
  for (const k of [1, 3, 5, 7]) expect(x[k]).toBe(latent[k]);
  for (const k of [0, 2, 4, 6]) expect(x[k]).not.toBe(latent[k]);
});
