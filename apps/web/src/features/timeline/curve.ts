import type { TimelineStep } from "@danfang/domain";

export interface CurvePoint {
  /** Both from 0 (left, top) to 1. */
  readonly x: number;
  readonly y: number;
}

/** Smallest σ that is told apart from clean; below lies the bottom of the curve. */
const smallestSigma = 0.02;

/**
 * Where each step lies on the curve of noise: steps from left to right, log σ from top (`highest`, at least the first step's σ) to bottom, because
 * a sampler halves noise rather than subtracting it. `total` steps make the width, so that a curve being painted grows.
 */
export function curveOf(steps: readonly Pick<TimelineStep, "step" | "sigma">[], total: number): CurvePoint[] {
  const highest = Math.max(...steps.map(({ sigma }) => sigma), smallestSigma * 2);
  const depth = Math.log(highest / smallestSigma);
  return steps.map(({ step, sigma }) => ({
    x: total <= 1 ? 0.5 : (step - 1) / (total - 1),
    y: Math.min(1, Math.max(0, Math.log(highest / Math.max(sigma, smallestSigma)) / depth)),
  }));
}

/** The point nearest to a place on the x axis. */
export function nearestPoint(points: readonly CurvePoint[], x: number): number {
  let best = 0;
  for (const [i, point] of points.entries()) if (Math.abs(point.x - x) < Math.abs((points[best]?.x ?? 0) - x)) best = i;
  return best;
}
