import type { Tensor } from "@danfang/domain";

const mean = (values: Float32Array): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
};

/**
 * Emphasis on one encoded chunk: each token's vector times its weight, then everything by one factor, so that the mean
 * of the chunk stays what it was. z [77, C], weights [77] → [77, C].
 *
 * Source: AUTOMATIC1111 `sd_emphasis.EmphasisOriginal`.
 */
export function emphasize(z: Float32Array, weights: readonly number[]): Float32Array {
  if (weights.every((weight) => weight === 1)) return z;
  const width = z.length / weights.length;
  const weighted = z.map((value, i) => value * weights[Math.floor(i / width)]!);
  const factor = mean(z) / mean(weighted);
  return weighted.map((value) => value * factor);
}

/** Chunks one after the other along the token axis. [77, C] each → [1, 77·chunks, C]. */
export function concatenate(chunks: readonly Float32Array[], width: number): Tensor {
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const data = new Float32Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    data.set(chunk, offset);
    offset += chunk.length;
  }
  return { shape: [1, length / width, width], data };
}
