/** n float64 values from start to end. Source: `torch.linspace`: from the start up to the middle, from the end after. */
export function linspace64(start: number, end: number, n: number): number[] {
  const step = n > 1 ? (end - start) / (n - 1) : 0;
  return Array.from({ length: n }, (_, i) => (i < n / 2 ? start + step * i : end - step * (n - 1 - i)));
}

/** Values that torch's vector loop makes at a time, and lanes of one vector, of which it takes two. */
const block = 16;
const lanes = 8;

/**
 * n float32 values from start to end, to the last bit as `torch.linspace` on a CPU with AVX2: whole blocks are made from
 * each vector's first value, what is left one by one, with a fused multiply-add.
 */
export function linspace(start: number, end: number, n: number): number[] {
  const f = Math.fround;
  const [first, last] = [f(start), f(end)];
  const step = n > 1 ? f(f(last - first) / (n - 1)) : 0;
  const alone = (i: number) => (i < Math.floor(n / 2) || n === 1 ? f(first + step * i) : f(last - step * (n - 1 - i)));
  return Array.from({ length: n }, (_, i) =>
    i < n - (n % block) ? f(alone(i - (i % lanes)) + f(step * (i % lanes))) : alone(i),
  );
}
