const size = 624;
const middle = 397;
const matrix = 0x9908b0df;

/**
 * The 32-bit Mersenne Twister, seeded as torch seeds its CPU generator: by the low 32 bits of the seed.
 *
 * Source: Matsumoto & Nishimura 1998, `mt19937ar`; bit for bit `at::mt19937`.
 */
export class Mt19937 {
  readonly #state = new Uint32Array(size);
  #next = size;

  constructor(seed: bigint | number) {
    const state = this.#state;
    state[0] = Number(BigInt.asUintN(32, BigInt(seed)));
    for (let i = 1; i < size; i++) {
      const previous = state[i - 1]!;
      state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
  }

  /** The next word, 0 … 2³² − 1. */
  uint32(): number {
    if (this.#next === size) this.#twist();
    let y = this.#state[this.#next++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  #twist(): void {
    const state = this.#state;
    for (let i = 0; i < size; i++) {
      const y = (state[i]! & 0x80000000) | (state[(i + 1) % size]! & 0x7fffffff);
      state[i] = state[(i + middle) % size]! ^ (y >>> 1) ^ (y & 1 ? matrix : 0);
    }
    this.#next = 0;
  }
}
