import { describe, expect, it } from "vitest";
import { webuiGoldens } from "../../goldens/sampling/webui.ts";
import { openBatchNoise } from "../noise/index.ts";
import { buildDenoiser, type Network } from "./denoiser.ts";
import { sample } from "./driver.ts";
import { findSampling } from "./find.ts";
import { blendWith } from "./mask-blend.ts";
import { buildModelSchedule } from "./model-schedule.ts";
import { planSampling } from "./plan.ts";
import { startOf } from "./start.ts";

/** Of the latent's deviation: float32 rounding, at cfg scale 3. */
const acrossPrograms = 2e-5;
/** Where more than that is lost, and to what. */
const looser: Readonly<Record<string, number>> = {
  "DPM adaptive": 1e-3, // its step lengths follow from small differences
  "DPM2 a": 2e-4, // steps so long that their end is a small difference
  "DPM fast": 1e-4,
  UniPC: 1e-4, // its λ is a small difference near the end
  Restart: 5e-5,
};

const model = buildModelSchedule();
const length = 16;

/** `toy_output` of parts.py: bounded, nonlinear, coupled to its neighbour in the image and to the timestep. */
function toyOutput(x: Float32Array, t: number): Float32Array {
  const clock = t / 1000;
  return x.map((value, k) => {
    const image = Math.floor(k / length) * length;
    const neighbour = x[image + ((k - image + length - 1) % length)]!;
    return 0.8 * value + 0.3 * Math.sin(2 * neighbour + 3 * clock) - 0.2 * Math.tanh(value) * clock;
  });
}
const network: Network = async (x, t) => ({
  conds: [toyOutput(x, t)],
  uncond: toyOutput(x, t + 40).map((value) => 0.7 * value),
});

describe("agrees with AUTOMATIC1111, Forge and torchsde", () => {
  it.each(webuiGoldens.runs)("$sampler, $schedule, $steps steps, $options $picture", async (golden) => {
    const { seeds, rng, final, repaint, options, picture } = golden;
    const found = findSampling(golden.sampler, golden.schedule);
    const plan = planSampling({ ...found, steps: golden.steps, model, options, picture });
    const noise = openBatchNoise({ rng: "cpu", seeds, length });
    const brownian = openBatchNoise({ rng, seeds, length }).brownian;
    const latent = Float32Array.from({ length: length * seeds.length }, (_, k) => Math.sin(k));
    const input = {
      denoiser: buildDenoiser({ network, model, prediction: "epsilon", cfgScale: 3 }),
      initial: noise.initial,
      noise: { ...noise, brownian },
      latent: picture && latent,
      mask: repaint && blendWith({ latent, repaint: Float32Array.from(repaint) }),
    };
    let x = startOf(plan, input);
    for await (const step of sample(plan, input)) x = step.x;
    const deviation = Math.sqrt(final.reduce((sum, value) => sum + value ** 2, 0) / final.length);
    const furthest = Math.max(...final.map((value, k) => Math.abs(value - x[k]!)));
    expect(furthest / deviation).toBeLessThan(looser[golden.sampler] ?? acrossPrograms);
  });
});
