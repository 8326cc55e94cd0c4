/** Multiplications and mixing of O'Neill's `seed_seq` alternative, as numpy 1.17 and later have them. */
const initA = 0x43b0d7e5;
const multA = 0x931e8875;
const initB = 0x8b51f9dd;
const multB = 0x58f38ded;
const mixLeft = 0xca01f9dd;
const mixRight = 0x4973f715;

export interface SeedSequenceOptions {
  /** Not negative. */
  readonly entropy: bigint;
  /** Where in a tree of sequences this one stands; absent: the root. */
  readonly spawnKey?: readonly number[];
  /** Words of the pool: torchsde's trees have 24. */
  readonly poolSize: number;
}

/**
 * `count` 32-bit words spread from any entropy: close numbers give unrelated words.
 *
 * Source: numpy `SeedSequence(entropy, spawn_key, pool_size).generate_state(count)`, bit for bit; O'Neill 2015,
 * "Developing a seed_seq alternative".
 */
export function seedSequence({ entropy, spawnKey = [], poolSize }: SeedSequenceOptions, count: number): Uint32Array {
  const words = wordsOf(entropy);
  if (spawnKey.length > 0) while (words.length < poolSize) words.push(0);
  for (const key of spawnKey) words.push(...wordsOf(BigInt(key)));
  return generate(mixPool(words, poolSize), count);
}

/** Low word first; 0 is one word. */
function wordsOf(value: bigint): number[] {
  const words: number[] = [];
  do {
    words.push(Number(value & 0xffffffffn));
    value >>= 32n;
  } while (value > 0n);
  return words;
}

function mixPool(words: readonly number[], poolSize: number): Uint32Array {
  const hash = openHash(initA, multA);
  const pool = Uint32Array.from({ length: poolSize }, (_, i) => hash(words[i] ?? 0));
  for (let from = 0; from < poolSize; from++)
    for (let to = 0; to < poolSize; to++) if (from !== to) pool[to] = mix(pool[to]!, hash(pool[from]!));
  for (const word of words.slice(poolSize)) for (let to = 0; to < poolSize; to++) pool[to] = mix(pool[to]!, hash(word));
  return pool;
}

function generate(pool: Uint32Array, count: number): Uint32Array {
  const hash = openHash(initB, multB);
  return Uint32Array.from({ length: count }, (_, i) => hash(pool[i % pool.length]!));
}

/** A hash whose constant moves on with every call. */
function openHash(constant: number, factor: number): (value: number) => number {
  return (value) => {
    value ^= constant;
    constant = Math.imul(constant, factor);
    value = Math.imul(value, constant);
    return (value ^ (value >>> 16)) >>> 0;
  };
}

function mix(x: number, y: number): number {
  const mixed = (Math.imul(x, mixLeft) - Math.imul(y, mixRight)) | 0;
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
