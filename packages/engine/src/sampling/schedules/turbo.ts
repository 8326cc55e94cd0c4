import type { Levels } from "./schedule.ts";

/** Levels for turbo models: the last of n equal parts of the timesteps each. Source: Forge `turbo_scheduler`. */
export const turbo: Levels = (n, { sigmas }) => {
  const f = Math.fround;
  const part = f(sigmas.length / n);
  const levels = Array.from({ length: n }, (_, i) => {
    const t = roundHalfEven(f(f((n - i) * part) - 1));
    return sigmas[Math.min(Math.max(t, 0), sigmas.length - 1)]!;
  });
  return [...levels, 0];
};

const roundHalfEven = (x: number) => (x % 1 === 0.5 && Math.floor(x) % 2 === 0 ? Math.floor(x) : Math.round(x));
