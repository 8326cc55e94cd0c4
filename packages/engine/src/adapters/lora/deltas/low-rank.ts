import { constant, type Delta, matMul, product, tuckerProduct } from "../delta.ts";
import { rankMask } from "../strengths.ts";

/** up·down, or Σ mid·up·down. */
export const lowRankDelta: Delta<"lowRank"> = (g, { up, down, mid }, { by, ranks }) => {
  const rank = up.shape[0] === undefined ? 1 : product(up.shape) / up.shape[0];
  const strengths = mid ? by : g.mul(rankMask(g, rank, ranks), by);
  const scaled = g.mul(constant(g, up), strengths);
  const right = constant(g, down);
  const columns = product(down.shape) / (down.shape[0] ?? 1);
  return mid ? tuckerProduct(g, scaled, mid, { ...right, channels: columns }) : matMul(g, scaled, right);
};
