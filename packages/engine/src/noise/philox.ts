import type { NoiseSource } from "./noise-source.ts";

const rounds = 10;
const multipliers = [0xd2511f53, 0xcd9e8d57] as const;
const keySteps = [0x9e3779b9, 0xbb67ae85] as const;
/** 2π · 2⁻³² as the float32 that the reference multiplies by. */
const anglePerWord = Math.fround(2 * Math.PI * 2 ** -32);

/**
 * Normal noise as `torch.randn` draws it on an NVIDIA card: Philox 4×32, one counter per element, one call number per
 * draw, so the length of a draw does not change the draws after it.
 *
 * Exactly AUTOMATIC1111's emulation (`modules/rng_philox.py`), which a card matches to about 1e-6 while a tensor has no
 * more elements than the launch has threads. Source: Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3".
 */
export function openPhiloxNormal(seed: bigint | number): NoiseSource {
  const key = BigInt.asUintN(64, BigInt(seed));
  const keyLow = Number(key & 0xffffffffn);
  const keyHigh = Number(key >> 32n);
  const words = new Uint32Array(4);
  let call = 0;
  return {
    next(length) {
      const noise = new Float32Array(length);
      for (let i = 0; i < length; i++) {
        words.set([call, 0, i, 0]);
        philox4x32(words, keyLow, keyHigh);
        const u = words[0]! * 2 ** -32 + 2 ** -33;
        const v = words[1]! * anglePerWord + anglePerWord / 2;
        noise[i] = Math.sqrt(-2 * Math.log(u)) * Math.sin(v);
      }
      call++;
      return noise;
    },
  };
}

/** Ten rounds of Philox on four counter words, in place. */
export function philox4x32(words: Uint32Array, keyLow: number, keyHigh: number): void {
  for (let round = 0; round < rounds; round++) {
    const [c0, c1, c2, c3] = words as unknown as [number, number, number, number];
    words[0] = highProduct(c2, multipliers[1]) ^ c1 ^ keyLow;
    words[1] = Math.imul(c2, multipliers[1]);
    words[2] = highProduct(c0, multipliers[0]) ^ c3 ^ keyHigh;
    words[3] = Math.imul(c0, multipliers[0]);
    keyLow = (keyLow + keySteps[0]) >>> 0;
    keyHigh = (keyHigh + keySteps[1]) >>> 0;
  }
}

/** The upper 32 bits of a product of two 32-bit words. */
function highProduct(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const cross = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = aLow * bHigh + (cross & 0xffff);
  // Below 2⁵³ throughout; cross exceeds 32 bits never: 0xffff² + 0xfffe < 2³².
  return (aHigh * bHigh + (cross >>> 16) + (carry >>> 16)) >>> 0;
}
