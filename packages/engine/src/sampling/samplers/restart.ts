import type { Sigma } from "@danfang/domain";
import { type Interval, intervals } from "../intervals.ts";
import { axpby } from "../latent.ts";
import type { SigmaSampler } from "../sampler.ts";
import { karrasSigmas } from "../schedules/karras.ts";
import { derivative } from "./derivative.ts";

/** From here noise is added back, up to here. */
const restartFrom = 0.1;
const restartTo = 2;

/**
 * Restart: Heun, with a stretch of small noise walked once or twice more from fresh noise; never more model calls than
 * Heun over the same schedule. Under 20 steps it is Heun.
 *
 * From 20 steps on it walks Karras sigmas of its own between the schedule's ends. S_noise is not read.
 * Source: Xu et al. 2023, arXiv 2306.14878; matches AUTOMATIC1111 1.10.1 `sd_samplers_extra.restart_sampler`.
 */
export const restart: SigmaSampler = async function* (denoise, x, sigmas, { noise }) {
  let last: Sigma | undefined;
  for (const { i, sigma, next } of restartIntervals(sigmas)) {
    if (last !== undefined && last < sigma) x = axpby(1, x, Math.sqrt(sigma ** 2 - last ** 2), noise(last, sigma));
    const denoised = await denoise(x, sigma);
    const d = derivative(x, denoised, sigma);
    let slope = d;
    if (next > 0) {
      const xNext = axpby(1, x, next - sigma, d);
      slope = axpby(0.5, d, 0.5, derivative(xNext, await denoise(xNext, next), next));
    }
    x = axpby(1, x, next - sigma, slope);
    last = next;
    yield { i, sigma, x, denoised };
  }
};

/** Every step that is walked, the repeated ones among them: a jump up lies between two that do not meet. */
export function restartIntervals(sigmas: readonly Sigma[]): Interval[] {
  const steps = sigmas.length - 1;
  if (steps < 20) return intervals(sigmas);
  const times = steps >= 36 ? 2 : 1;
  const length = steps >= 36 ? Math.floor(steps / 4) : 9;
  const base = karrasSigmas(steps - length * times, { sigmaMin: sigmas.at(-2)!, sigmaMax: sigmas[0]! });
  const low = nearestTo(base, restartFrom);
  const high = nearestTo(base, restartTo);
  const walked = intervals(base);
  if (low === 0 || high >= low) return walked;
  const again = karrasSigmas(length + 1, { sigmaMin: base[low]!, sigmaMax: base[high]! }).slice(0, -1);
  const repeated = Array.from({ length: times }, () => intervals(again)).flat();
  return walked.toSpliced(low, 0, ...repeated).map((interval, i) => ({ ...interval, i }));
}

/** Twice, and once for a step to 0. */
export const restartCalls = (sigmas: readonly Sigma[]): number =>
  restartIntervals(sigmas).reduce((calls, { next }) => calls + (next > 0 ? 2 : 1), 0);

function nearestTo(sigmas: readonly Sigma[], wanted: Sigma): number {
  const distances = sigmas.map((sigma) => Math.abs(sigma - wanted));
  return distances.indexOf(Math.min(...distances));
}
