import type { KnobName } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import type { Latent } from "../latent.ts";
import { buildModelSchedule } from "../model-schedule.ts";
import type { Sampler, SamplerOptions, SamplerSteps } from "../sampler.ts";
import type { ScheduleOptions } from "../schedules/index.ts";
import { schedules } from "../schedules/index.ts";
import { samplers } from "./index.ts";

const model = buildModelSchedule();

/** An object that remembers which of its properties were looked at. */
function watched<T extends object>(values: T, seen: (name: keyof T) => void): T {
  return new Proxy(values, {
    get(target, name) {
      if (Object.hasOwn(target, name)) seen(name as keyof T);
      return Reflect.get(target, name);
    },
  });
}

/** Everything turned on, so that what is read only beside another knob is read. */
const turned: Omit<SamplerOptions, "unipc" | "noise" | "startsFromPicture"> = {
  eta: 0.5,
  sChurn: 5,
  sTmin: 0.01,
  sTmax: 100,
  sNoise: 1.1,
};
const unipc = { variant: "bh1", skipType: "logSNR", order: 2, lowerOrderFinal: true } as const;
const unipcKnobs = {
  variant: "unipcVariant",
  skipType: "unipcSkipType",
  order: "unipcOrder",
  lowerOrderFinal: "unipcLowerOrderFinal",
} as const satisfies Record<keyof typeof unipc, KnobName>;

/** The knobs that a sampler looks at on its way, by their names in an order. */
async function readBy(sampler: Sampler): Promise<ReadonlySet<KnobName>> {
  const seen = new Set<KnobName>();
  const knobs = watched(turned, (name) => seen.add(name === "eta" && sampler.kind === "timesteps" ? "etaDdim" : name));
  const noise = () => Float32Array.of(0.3);
  const options: SamplerOptions = Object.defineProperties(
    { ...turned, noise, startsFromPicture: false, unipc: watched(unipc, (name) => seen.add(unipcKnobs[name])) },
    Object.fromEntries(Object.keys(turned).map((name) => [name, { get: () => knobs[name as keyof typeof turned] }])),
  );
  for await (const _ of walk(sampler, options));
  return seen;
}

const sigmas = [10, 6, 3, 1, 0.5, 0.1, 0];
const half = async (x: Latent): Promise<Latent> => x.map((value) => value / 2);

function walk(sampler: Sampler, options: SamplerOptions): SamplerSteps {
  const x = Float32Array.of(1);
  switch (sampler.kind) {
    case "sigma":
      return sampler.sample(half, x, sigmas, options);
    case "sigma-both":
      return sampler.sample(async (at) => ({ guided: await half(at), uncond: at }), x, sigmas, options);
    case "range":
      return sampler.sample(half, x, { sigmaMax: 10, sigmaMin: 0.1, calls: 6 }, options);
    case "timesteps": {
      const predict = async (at: Latent) => ({ guided: await half(at), uncond: at });
      return sampler.sample(predict, x, [1, 201, 401, 601, 801], model.alphasCumprod, options);
    }
  }
}

describe("the catalogue says which knobs are read", () => {
  it.each(samplers)("by $label", async (sampler) => {
    expect([...(await readBy(sampler))].toSorted()).toEqual([...sampler.reads].toSorted());
  });

  const range = { sigmaMin: 0.03, sigmaMax: 14 };
  it.each(schedules)("by $label", ({ sigmas: levels, reads = [] }) => {
    const plain = levels(7, model, range);
    const changes = (options: Partial<ScheduleOptions>) =>
      levels(7, model, { ...range, ...options }).some((sigma, i) => sigma !== plain[i]);
    const knobs = (["rho", "betaAlpha", "betaBeta"] as const).filter((name) => changes({ [name]: 2.5 }));
    expect(knobs).toEqual(reads);
  });
});
