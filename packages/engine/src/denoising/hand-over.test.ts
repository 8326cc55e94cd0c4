import { expect, it } from "vitest";
import { buildModelSchedule, type Denoiser, sigmaAt } from "../sampling/index.ts";
import { handOver } from "./hand-over.ts";

const model = buildModelSchedule();

/** A denoiser that says only who it is. */
const saying = (who: number): Denoiser => {
  const denoised = async () => ({ guided: Float32Array.of(who), uncond: undefined });
  return { denoise: denoised, denoiseConsistently: denoised, predictEpsilon: denoised };
};

function refined(switchAt: number) {
  let opened = 0;
  const openRefiner = async () => {
    opened++;
    return saying(2);
  };
  return { denoiser: handOver({ base: saying(1), model, switchAt, openRefiner }), opened: () => opened };
}
const x = Float32Array.of(0);
const whoAt = async (denoiser: Denoiser, t: number) => (await denoiser.denoise(x, sigmaAt(model, t))).guided[0];

it("the refiner denoises once so much noise is gone, and is opened once, then", async () => {
  const { denoiser, opened } = refined(0.6);
  expect([await whoAt(denoiser, 999), await whoAt(denoiser, 400), opened()]).toEqual([1, 1, 0]);
  expect([await whoAt(denoiser, 399), await whoAt(denoiser, 0), opened()]).toEqual([2, 2, 1]);
});

it("it does not hand back where a sampler adds noise again", async () => {
  const { denoiser } = refined(0.6);
  expect([await whoAt(denoiser, 300), await whoAt(denoiser, 900)]).toEqual([2, 2]);
});

it("samplers that count timesteps switch by them", async () => {
  const { denoiser } = refined(0.6);
  const whoEpsilon = async (t: number) => (await denoiser.predictEpsilon(x, t)).guided[0];
  expect([await whoEpsilon(400), await whoEpsilon(399)]).toEqual([1, 2]);
});
