import type { Seed } from "./recipe.ts";

const least = -(2n ** 63n);
const most = 2n ** 64n - 1n;
/** Digits of the largest, with a sign. */
const mostDigits = 21;

/** Whether torch takes it: 64 bits, with a sign or without. Source: torch `Generator::manual_seed`. */
export const isSeed = (seed: Seed): boolean =>
  /^-?\d+$/.test(String(seed)) && String(seed).length <= mostDigits && BigInt(seed) >= least && BigInt(seed) <= most;

/**
 * The seed that many after, as the pictures of one job have it; after the last comes 0. One below 0 is told as the one
 * that torch takes for it, 2⁶⁴ above.
 */
export function seedAfter(seed: Seed, by: number): Seed {
  const bits = BigInt.asUintN(64, BigInt(seed) + BigInt(by));
  return bits <= Number.MAX_SAFE_INTEGER ? Number(bits) : String(bits);
}
