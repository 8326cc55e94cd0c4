import { Mt19937 } from "./mt19937.ts";

const word = 0xffffffffn;

/**
 * Python's `random.Random(seed)`, as far as whole numbers are drawn from it. Source: CPython 3.10 `Lib/random.py`,
 * `Modules/_randommodule.c`.
 */
export class PythonRandom {
  readonly #words: Mt19937;

  constructor(seed: number | bigint) {
    const magnitude = BigInt(seed) < 0n ? -BigInt(seed) : BigInt(seed);
    const key: number[] = [];
    for (let rest = magnitude; key.length === 0 || rest > 0n; rest >>= 32n) key.push(Number(rest & word));
    this.#words = Mt19937.ofKey(key);
  }

  /** `randrange(count)`: 0 … count − 1, for a count of at least 1 and less than 2³². */
  below(count: number): number {
    const bits = 32 - Math.clz32(count);
    for (;;) {
      const drawn = this.#words.uint32() >>> (32 - bits);
      if (drawn < count) return drawn;
    }
  }
}
