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

  /** Seeded by a key of 32-bit words, `init_by_array`: as Python's `random` seeds it. */
  static ofKey(key: readonly number[]): Mt19937 {
    const made = new Mt19937(19650218);
    const state = made.#state;
    const mixed = (i: number, factor: number) => state[i]! ^ Math.imul(state[i - 1]! ^ (state[i - 1]! >>> 30), factor);
    let i = 1;
    const step = () => {
      if (++i < size) return;
      state[0] = state[size - 1]!;
      i = 1;
    };
    for (let k = 0; k < Math.max(size, key.length); k++, step()) {
      const j = k % key.length;
      state[i] = mixed(i, 1664525) + key[j]! + j;
    }
    for (let k = 1; k < size; k++, step()) state[i] = mixed(i, 1566083941) - i;
    state[0] = 0x80000000;
    return made;
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
