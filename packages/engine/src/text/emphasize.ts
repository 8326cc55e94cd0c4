/** One encoded chunk, z [77, C], with its weights [77]. */
export interface WeightedChunk {
  readonly z: Float32Array;
  readonly weights: readonly number[];
}

const sumOf = (values: Float32Array): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
};

/** Each token's vector times its weight, [77, C]. */
export const weighted = ({ z, weights }: WeightedChunk): Float32Array => {
  const width = z.length / weights.length;
  return z.map((value, i) => value * weights[Math.floor(i / width)]!);
};

/**
 * Emphasis on one encoded chunk: each token's vector times its weight, then everything by one factor, so that the mean
 * stays what it was. [77, C]. `together`, with how often each is there: chunks whose common mean it is; absent: its own.
 *
 * Source: AUTOMATIC1111 `sd_emphasis.EmphasisOriginal`, to which all steps of a prompt are one tensor.
 */
export function emphasize(
  chunk: WeightedChunk,
  together: readonly (WeightedChunk & { readonly times: number })[] = [{ ...chunk, times: 1 }],
): Float32Array {
  if (together.every(({ weights }) => weights.every((weight) => weight === 1))) return chunk.z;
  const before = together.reduce((sum, { z, times }) => sum + times * sumOf(z), 0);
  const after = together.reduce((sum, { times, ...own }) => sum + times * sumOf(weighted(own)), 0);
  const factor = before / after;
  return weighted(chunk).map((value) => value * factor);
}
