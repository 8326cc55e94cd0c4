import { linspace } from "../linspace.ts";

/** A model's noise as a function of continuous time: t = (k + 1)/N at the k-th of N timesteps, straight lines between. */
export interface VpClock {
  /** ln α, α = √ᾱ. */
  logAlphaAt(time: number): number;
  alphaAt(time: number): number;
  /** √(1 − ᾱ). */
  deviationAt(time: number): number;
  /** λ = ln(α/√(1 − ᾱ)). */
  lambdaAt(time: number): number;
  timeOfLambda(lambda: number): number;
  /** The model's timestep, 0 … N − 1, as the WebUI hands it on: in thousandths whatever N is. */
  timestepAt(time: number): number;
}

/**
 * float32 throughout: near ᾱ = 1 the deviation is a small difference, and its error is part of the reference.
 * Source: UniPC's `NoiseScheduleVP("discrete")`.
 */
export function openVpClock(alphasCumprod: Float32Array): VpClock {
  const f = Math.fround;
  const count = alphasCumprod.length;
  const times = Float32Array.from(linspace(0, 1, count + 1).slice(1));
  const logAlphas = alphasCumprod.map((alpha) => 0.5 * f(Math.log(alpha)));
  const logAlphaAt = (time: number) => interpolate(times, logAlphas, time);
  const variance = (logAlpha: number) => f(1 - f(Math.exp(2 * logAlpha)));
  return {
    logAlphaAt,
    alphaAt: (time) => f(Math.exp(logAlphaAt(time))),
    deviationAt: (time) => f(Math.sqrt(variance(logAlphaAt(time)))),
    lambdaAt(time) {
      const logAlpha = logAlphaAt(time);
      return f(logAlpha - f(0.5 * f(Math.log(variance(logAlpha)))));
    },
    timeOfLambda(lambda) {
      const logAlpha = f(-0.5 * Math.log1p(Math.exp(-2 * lambda)));
      return interpolate(logAlphas.toReversed(), times.toReversed(), logAlpha);
    },
    timestepAt: (time) => f(f(time - f(1 / count)) * 1000),
  };
}

/** The line through the two points around x, or through the outermost two. `xs` rise. */
function interpolate(xs: Float32Array, ys: Float32Array, x: number): number {
  const f = Math.fround;
  const after = xs.findIndex((value) => value >= x);
  const k = after < 0 ? xs.length - 2 : Math.min(Math.max(after - 1, 0), xs.length - 2);
  const slope = f(f(f(x - xs[k]!) * f(ys[k + 1]! - ys[k]!)) / f(xs[k + 1]! - xs[k]!));
  return f(ys[k]! + slope);
}
