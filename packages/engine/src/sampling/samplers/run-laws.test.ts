import { describe, expect, it, vi } from "vitest";
import { openBatchNoise } from "../../noise/index.ts";
import { buildDenoiser, type Network } from "../denoiser.ts";
import { sample } from "../driver.ts";
import type { Latent } from "../latent.ts";
import { buildModelSchedule } from "../model-schedule.ts";
import { planSampling } from "../plan.ts";
import type { Sampler, SamplerStep } from "../sampler.ts";
import { schedules } from "../schedules/index.ts";
import { samplers } from "./index.ts";

const model = buildModelSchedule();
const length = 16;
/** Bounded, of two prompts that disagree, and blind to other images. */
const network: Network = async (x, t) => ({
  conds: [x.map((value) => 0.8 * value + 0.1 * Math.sin(3 * value + t / 300))],
  uncond: x.map((value) => 0.7 * value),
});

function runOf(sampler: Sampler, seeds: readonly number[], call: Network = network) {
  const noise = openBatchNoise({ rng: "cpu", seeds, length });
  const plan = planSampling({ sampler, schedule: schedules[0]!, steps: 7, model });
  const denoiser = buildDenoiser({ network: call, model, prediction: "epsilon", cfgScale: 3 });
  return sample(plan, { denoiser, initial: noise.initial, noise });
}

async function last(steps: AsyncIterable<SamplerStep>): Promise<Latent> {
  let x: Latent | undefined;
  for await (const step of steps) x = step.x;
  return x!;
}

describe.each(samplers)("$label", (sampler) => {
  const isAdaptive = sampler.kind === "range" && !sampler.modelCalls;

  it.skipIf(isAdaptive)("gives an image in a batch what it gives it alone; an adaptive one measures all", async () => {
    const together = await last(runOf(sampler, [8, 21]));
    expect(together.slice(0, length)).toEqual(await last(runOf(sampler, [8])));
    expect(together.slice(length)).toEqual(await last(runOf(sampler, [21])));
  });

  it("depends on its arguments alone, and leaves them and its steps as they were", async () => {
    vi.spyOn(Math, "random").mockImplementation(() => {
      throw new Error("a sampler asked for chance");
    });
    const kept: [Latent, Latent][] = [];
    const keeping: Network = (x, t, ask) => {
      kept.push([x, x.slice()]);
      return network(x, t, ask);
    };
    const [first, second] = [runOf(sampler, [4], keeping), runOf(sampler, [4])];
    for await (const step of first) {
      kept.push([step.x, step.x.slice()], [step.denoised, step.denoised.slice()]);
      expect((await second.next()).value).toEqual(step);
    }
    for (const [shown, copy] of kept) expect(shown).toEqual(copy);
    vi.restoreAllMocks();
  });

  it.each(schedules)("counts its calls, and walks as planned on $label", async (schedule) => {
    for (const steps of [3, 20])
      for (const eta of [0, 1]) {
        const plan = planSampling({ sampler, schedule, steps, model, options: { eta } });
        const asked: number[] = [];
        const counting: Network = (x, t, ask) => {
          expect(ask.totalCalls).toBe(steps * (sampler.secondOrder ? 2 : 1));
          asked.push(ask.call);
          return network(x, t, ask);
        };
        const denoiser = buildDenoiser({ network: counting, model, prediction: "epsilon", cfgScale: 3 });
        let yields = 0;
        const noise = () => Float32Array.of(0.5, -0.5);
        for await (const { i, x } of sample(plan, { denoiser, initial: Float32Array.of(1, -1), noise })) {
          expect(i).toBe(yields++);
          expect(x.every(Number.isFinite)).toBe(true);
        }
        expect(asked).toEqual(asked.map((_, k) => k));
        if (!isAdaptive) expect([asked.length, yields]).toEqual([plan.modelCalls, plan.stepCount]);
      }
  });
});
