/** State and increment of numpy's `default_rng(0)`. */
const seededWith0 = { state: 0x1aa1b5345996452d09585eb7a69561e3n, increment: 0x418ddadb3af71a82588133bc447873a9n };

/** Source: O'Neill 2014, PCG; numpy `pcg64.h`. */
const multiplier = 0x2360ed051fc65da44385df649fccf645n;

/** 16 bits a limb, the lowest first. */
const limbsOf = (value: bigint) =>
  Float64Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(16 * i)) & 0xffffn));

/**
 * Draws in [0, 1), bit for bit those of numpy's `default_rng(0).random()`: PCG XSL RR 128/64, 53 bits of each.
 */
export function openPcg64(): () => number {
  const factor = limbsOf(multiplier);
  const increment = limbsOf(seededWith0.increment);
  const state = limbsOf(seededWith0.state);
  const product = new Float64Array(8);
  const step = () => {
    let carry = 0;
    for (let k = 0; k < 8; k++) {
      let sum = carry + increment[k]!; // at most 8 · 2³² and a carry: exact
      for (let i = 0; i <= k; i++) sum += state[i]! * factor[k - i]!;
      product[k] = sum % 65536;
      carry = Math.floor(sum / 65536);
    }
    state.set(product);
  };
  return () => {
    step();
    // high half ^ low half, turned right by the topmost six bits
    const limb = (i: number) => (state[i]! ^ state[i + 4]!) >>> 0;
    const low = (limb(0) | (limb(1) << 16)) >>> 0;
    const high = (limb(2) | (limb(3) << 16)) >>> 0;
    const turn = state[7]! >>> 10;
    const [a, b] = turn < 32 ? [low, high] : [high, low];
    const by = turn % 32;
    const turnedLow = by === 0 ? a : ((a >>> by) | (b << (32 - by))) >>> 0;
    const turnedHigh = by === 0 ? b : ((b >>> by) | (a << (32 - by))) >>> 0;
    return (turnedHigh * 2 ** 21 + (turnedLow >>> 11)) / 2 ** 53;
  };
}
