import { axpby, type Latent, scale } from "../latent.ts";

/** Weights of the newest slope and of those before it, by how many there are; steps of equal length. */
const weights = [[1], [3 / 2, -1 / 2], [23 / 12, -16 / 12, 5 / 12], [55 / 24, -59 / 24, 37 / 24, -9 / 24]] as const;

/** As many slopes as the highest order takes. */
export const highestOrder = weights.length;

/** The slope over the next step, from slopes at the ends of those before, newest first. Source: Adams and Bashforth. */
export function adamsBashforth(slopes: readonly Latent[]): Latent {
  const [newest, ...others] = slopes.slice(0, highestOrder);
  const [first, ...rest] = weights[others.length]!;
  return others.reduce((sum, slope, k) => axpby(1, sum, rest[k]!, slope), scale(first, newest!));
}
