import { expect, it } from "vitest";
import type { Latent } from "../latent.ts";
import type { SamplerOptions, SigmaSampler } from "../sampler.ts";
import { euler } from "./euler.ts";
import { gradientEstimation } from "./gradient-estimation.ts";

const options: SamplerOptions = {
  noise: () => Float32Array.of(0),
  eta: 1,
  sChurn: 0,
  sTmin: 0,
  sTmax: 100,
  sNoise: 1,
  startsFromPicture: false,
  unipc: { variant: "bh1", skipType: "logSNR", order: 2, lowerOrderFinal: true },
};

async function path(
  sampler: SigmaSampler,
  sigmas: readonly number[],
  denoise: (x: number) => number,
): Promise<number[]> {
  const walked: number[] = [];
  const call = async (x: Latent) => x.map(denoise);
  for await (const { x } of sampler(call, Float32Array.of(8), sigmas, options)) walked.push(x[0]!);
  return walked;
}

it("where the slope never changes it is Euler", async () => {
  const straight = () => 3;
  expect(await path(gradientEstimation, [8, 4, 2, 1], straight)).toEqual(await path(euler, [8, 4, 2, 1], straight));
});

it("a change of the slope counts twice, and the end is the prediction", async () => {
  // x = 8, 5 and the slopes 6/8, then (5 − 1.25)/4 = 15/16: 15/16 + (15/16 − 3/4) = 9/8.
  expect(await path(gradientEstimation, [8, 4, 2, 0], (x) => x / 4)).toEqual([
    5,
    5 - 2 * (9 / 8),
    (5 - 2 * (9 / 8)) / 4,
  ]);
});
