/** n float64 values from start to end. Source: `torch.linspace`: from the start up to the middle, from the end after. */
export function linspace64(start: number, end: number, n: number): number[] {
  const step = n > 1 ? (end - start) / (n - 1) : 0;
  return Array.from({ length: n }, (_, i) => (i < n / 2 ? start + step * i : end - step * (n - 1 - i)));
}

/** n float32 values from start to end, rounded where torch rounds. */
export function linspace(start: number, end: number, n: number): number[] {
  const f = Math.fround;
  const [first, last] = [f(start), f(end)];
  const step = n > 1 ? f(f(last - first) / (n - 1)) : 0;
  return Array.from({ length: n }, (_, i) =>
    i < Math.floor(n / 2) || n === 1 ? f(first + step * i) : f(last - step * (n - 1 - i)),
  );
}
