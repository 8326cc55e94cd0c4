import type { Timestep } from "@danfang/domain";
import { axpby, type Latent } from "../latent.ts";
import { linspace } from "../linspace.ts";
import type { SamplerOptions, TimestepSampler } from "../sampler.ts";
import { unipcWeights } from "./unipc-weights.ts";
import { openVpClock, type VpClock } from "./vp-clock.ts";

/** A prediction of x₀, and when it was made. */
interface Prediction {
  readonly time: number;
  readonly lambda: number;
  readonly denoised: Latent;
}

/**
 * UniPC: multistep predictor in λ on predictions of x₀, corrected by the prediction at the step's end, which the next
 * step then starts from; one model call per step.
 *
 * It walks continuous time of its own, as many steps as there are timesteps: from pure noise, or from the last timestep
 * when it starts from a picture, to the model's first one. Source: Zhao et al. 2023, arXiv 2302.04867; matches
 * AUTOMATIC1111 1.10.1 `modules/models/diffusion/uni_pc` to float32 rounding.
 */
export const unipc: TimestepSampler = async function* (predict, x, timesteps, alphasCumprod, options) {
  const { order, variant, lowerOrderFinal } = options.unipc;
  const clock = openVpClock(alphasCumprod);
  const times = timesFor(timesteps, clock, options, 1 / alphasCumprod.length);
  const predictAt = async (at: Latent, time: number): Promise<Prediction> => {
    const { guided: epsilon } = await predict(at, clock.timestepAt(time));
    const [alpha, deviation] = [clock.alphaAt(time), clock.deviationAt(time)];
    return { time, lambda: clock.lambdaAt(time), denoised: axpby(1 / alpha, at, -deviation / alpha, epsilon) };
  };

  /** Newest first. */
  let past = [await predictAt(x, times[0]!)];
  const steps = times.length - 1;
  for (let i = 0; i < steps; i++) {
    const [latest, ...earlier] = past.slice(0, lowerOrderFinal ? Math.min(order, steps - i) : order);
    const { time, denoised, lambda } = latest!;
    const next = times[i + 1]!;
    const h = clock.lambdaAt(next) - lambda;
    const ratios = earlier.map((before) => (before.lambda - lambda) / h);
    const { phi1, predictor, corrector } = unipcWeights(ratios, h, variant);
    const differences = earlier.map((before, k) => subtract(before.denoised, denoised, ratios[k]!));
    const alpha = clock.alphaAt(next);
    const base = axpby(clock.deviationAt(next) / clock.deviationAt(time), x, -alpha * phi1, denoised);
    const add = (weights: readonly number[], terms: readonly Latent[]) =>
      terms.reduce((sum, term, k) => axpby(1, sum, -alpha * weights[k]!, term), base);
    x = add(predictor, differences);
    if (i < steps - 1) {
      const prediction = await predictAt(x, next);
      x = add(corrector, [...differences, subtract(prediction.denoised, denoised, 1)]);
      past = [prediction, ...past].slice(0, order);
    }
    yield { i, sigma: Math.exp(-lambda), x, denoised };
  }
};

const subtract = (a: Latent, b: Latent, divisor: number) => axpby(1 / divisor, a, -1 / divisor, b);

function timesFor(timesteps: readonly Timestep[], clock: VpClock, options: SamplerOptions, end: number): number[] {
  const f = Math.fround;
  const start = options.startsFromPicture ? f(f(timesteps.at(-1)! / 1000) + f(1 / 1000)) : 1;
  const points = timesteps.length + 1;
  switch (options.unipc.skipType) {
    case "time_uniform":
      return linspace(start, end, points);
    case "time_quadratic":
      return linspace(Math.sqrt(start), Math.sqrt(end), points).map((root) => f(root ** 2));
    case "logSNR":
      return linspace(clock.lambdaAt(start), clock.lambdaAt(end), points).map(clock.timeOfLambda);
  }
}
