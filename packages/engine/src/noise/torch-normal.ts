import { Mt19937 } from "./mt19937.ts";
import type { NoiseSource } from "./noise-source.ts";

/** From this length on torch fills a tensor with uniforms and transforms it in blocks of sixteen. */
const block = 16;
const half = block / 2;

/**
 * Normal noise as `torch.randn` draws it on the CPU: the same uniforms, the same pairs in the same places.
 *
 * Uniforms are bit exact; the logarithm and the sine differ from torch's vectorised ones by a few float32 roundings
 * (see the tolerance in the test). Source: torch `aten/src/ATen/native/cpu/DistributionTemplates.h`, `normal_fill`, and
 * `ATen/core/DistributionsHelper.h`, `normal_distribution`.
 */
export function openTorchNormal(seed: bigint | number): NoiseSource {
  const words = new Mt19937(seed);
  /** The second half of the last pair drawn for a short tensor. It outlives every longer draw, as in torch. */
  let cached: number | undefined;

  function single(): number {
    if (cached !== undefined) {
      const value = cached;
      cached = undefined;
      return value;
    }
    const theta = 2 * Math.PI * uniform64(words);
    const radius = Math.sqrt(-2 * Math.log1p(-uniform64(words)));
    cached = radius * Math.sin(theta);
    return radius * Math.cos(theta);
  }

  return {
    next(length) {
      const noise = new Float32Array(length);
      if (length < block) return noise.map(single);
      for (let i = 0; i < length; i++) noise[i] = uniform32(words);
      for (let start = 0; start + block <= length; start += block) transformBlock(noise, start);
      if (length % block !== 0) {
        const start = length - block;
        for (let i = start; i < length; i++) noise[i] = uniform32(words);
        transformBlock(noise, start);
      }
      return noise;
    },
  };
}

/** Box–Muller in place: entry j of the block is paired with entry j + 8. */
function transformBlock(noise: Float32Array, start: number): void {
  for (let j = start; j < start + half; j++) {
    const radius = Math.sqrt(Math.fround(-2 * Math.fround(Math.log(1 - noise[j]!))));
    const theta = Math.fround(2 * Math.PI * noise[j + half]!);
    noise[j] = radius * Math.cos(theta);
    noise[j + half] = radius * Math.sin(theta);
  }
}

/** A float32 in [0, 1) with 24 random bits. */
const uniform32 = (words: Mt19937): number => (words.uint32() & 0xffffff) * 2 ** -24;

/** A float64 in [0, 1) with 53 random bits; the word drawn first is the high one. */
function uniform64(words: Mt19937): number {
  const high = words.uint32() & 0x1fffff;
  return (high * 2 ** 32 + words.uint32()) * 2 ** -53;
}
