import type { Levels } from "./schedule.ts";

/**
 * Equal distances in arctan σ, n of them and no 0: it ends at the smallest sigma.
 * Source: Sabour et al. 2024, arXiv 2404.14507; AUTOMATIC1111 1.10.1 `kl_optimal`.
 */
export const klOptimal: Levels = (n, _model, { sigmaMin, sigmaMax }) => {
  if (n === 0) return [0];
  const f = Math.fround;
  const [low, high] = [sigmaMin, sigmaMax].map((sigma) => f(Math.atan(f(sigma)))) as [number, number];
  return Array.from({ length: n + 1 }, (_, i) => {
    const share = f(i / n);
    return f(Math.tan(f(f(share * low) + f(f(1 - share) * high))));
  });
};
