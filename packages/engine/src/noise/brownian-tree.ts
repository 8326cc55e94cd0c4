import type { Sigma } from "@danfang/domain";
import { openNoise, type Rng } from "./open-noise.ts";
import { seedSequence } from "./seed-sequence.ts";

const poolSize = 24;
/** Times are kept to this many decimals, so a query's ends are always ends of intervals. */
const decimals = 6;
/** Increments kept: neighbouring queries share most of their way down the tree. torchsde keeps as many. */
const kept = 45;

export interface BrownianTreeOptions {
  readonly rng: Rng;
  readonly seed: bigint | number;
  /** Values of one sample. */
  readonly length: number;
  /** Where the motion is defined: the ends of the whole schedule. */
  readonly sigmaMin: Sigma;
  readonly sigmaMax: Sigma;
}

/** A node of the dyadic tree over [sigmaMin, sigmaMax]. */
interface Interval {
  readonly start: number;
  readonly end: number;
  /** Its place in its row, and the row. */
  readonly key: number;
  readonly depth: number;
}

/**
 * Noise between two noise levels, as increments of one Brownian motion: N(0, 1) each, and those of neighbouring steps
 * belong to one path, whatever the steps are.
 *
 * An interval's increment is split at its middle by a bridge whose noise is seeded by the interval's place in the tree,
 * so what a query gives does not depend on the queries before it. Falling sigma gives the negated increment.
 * Source: torchsde 0.2.6 `BrownianTree` (tol 1e-6, pool 24) inside k-diffusion `BrownianTreeNoiseSampler`; the same
 * values to float32 rounding.
 */
export function openBrownianTree({ rng, seed, length, sigmaMin, sigmaMax }: BrownianTreeOptions) {
  const f = Math.fround;
  const entropy = BigInt(seed);
  const cache = new Map<string, Float32Array>();
  const draw = (word: number) => openNoise({ rng, seed: word }).next(length);

  const root: Interval = { start: rounded(sigmaMin), end: rounded(sigmaMax), key: 0, depth: 0 };
  const width = f(Math.sqrt(sigmaMax - sigmaMin));
  const whole = draw(seedSequence({ entropy, poolSize }, 3)[0]!).map((value) => value * width);

  /** The increments of both halves, from the whole's. */
  function split(interval: Interval, increment: Float32Array): [Float32Array, Float32Array] {
    const { start, end, key, depth } = interval;
    const names = [`${depth + 1}/${2 * key}`, `${depth + 1}/${2 * key + 1}`] as const;
    const [knownLeft, knownRight] = names.map(recall);
    if (knownLeft && knownRight) return [knownLeft, knownRight];
    const middle = middleOf(interval);
    const share = f(1 / (end - start));
    const part = f(middle - start);
    const deviation = f(Math.sqrt((middle - start) * (end - middle) * (1 / (end - start))));
    const left = draw(seedSequence({ entropy, spawnKey: [key, depth], poolSize }, 4)[0]!);
    const right = new Float32Array(length);
    for (let k = 0; k < length; k++) {
      left[k] = f(f(part * increment[k]!) * share) + f(deviation * left[k]!);
      right[k] = increment[k]! - left[k]!;
    }
    remember(names[0], left);
    remember(names[1], right);
    return [left, right];
  }

  function remember(name: string, increment: Float32Array): void {
    cache.set(name, increment);
    const [longestUnused] = cache.keys();
    if (cache.size > kept) cache.delete(longestUnused!);
  }

  function recall(name: string): Float32Array | undefined {
    const increment = cache.get(name);
    if (increment && cache.delete(name)) cache.set(name, increment);
    return increment;
  }

  /** Adds to `sum` the increments of the fewest intervals that cover [from, to], in order. */
  function add(sum: Float32Array, interval: Interval, increment: Float32Array, from: number, to: number): void {
    if (from === interval.start && to === interval.end) {
      for (let k = 0; k < length; k++) sum[k] = sum[k]! + increment[k]!;
      return;
    }
    const middle = middleOf(interval);
    const [left, right] = split(interval, increment);
    const { start, end, key, depth } = interval;
    const child = { depth: depth + 1 };
    if (from < middle) add(sum, { ...child, start, end: middle, key: 2 * key }, left, from, Math.min(to, middle));
    if (to > middle) add(sum, { ...child, start: middle, end, key: 2 * key + 1 }, right, Math.max(from, middle), to);
  }

  /** Zero where both levels are the same to six decimals. */
  return (sigma: Sigma, next: Sigma): Float32Array => {
    const inside = (level: Sigma) => Math.min(Math.max(rounded(level), root.start), root.end);
    const noise = new Float32Array(length);
    const [from, to] = [inside(Math.min(sigma, next)), inside(Math.max(sigma, next))];
    if (from < to) add(noise, root, whole, from, to);
    const perRoot = (next > sigma ? 1 : -1) * f(Math.sqrt(f(Math.abs(f(next) - f(sigma)))));
    return from < to ? noise.map((value) => value / perRoot) : noise;
  };
}

const middleOf = ({ start, end }: Interval) => rounded(0.5 * (end + start));

/** Python's `round(x, 6)`: the nearest decimal, and of two equally near ones the even one. */
function rounded(x: number): number {
  const eighth = x * 2 ** (decimals + 1);
  const isTie = Number.isInteger(eighth) && Math.abs(x * 10 ** decimals - Math.trunc(x * 10 ** decimals)) === 0.5;
  if (!isTie) return Number(x.toFixed(decimals));
  const below = Math.floor(x * 10 ** decimals);
  return (below % 2 === 0 ? below : below + 1) / 10 ** decimals;
}
