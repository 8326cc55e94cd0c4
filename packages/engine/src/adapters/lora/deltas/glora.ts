import { constant, type Delta, matMul, reshape, transpose } from "../delta.ts";

/** up·down + W·(inUp·inDown), the latter over the inputs of each cell of a kernel. */
export const gloraDelta: Delta<"glora"> = (g, { up, down, inUp, inDown }, { weight, rows, inputs, cells, by }) => {
  const added = matMul(g, g.mul(constant(g, up), by), constant(g, down));
  const taps = transpose(g, reshape(g, weight, [rows, inputs, cells]), 0, 2, 1); // [rows, cells, inputs]
  const mixed = matMul(g, matMul(g, taps, g.mul(constant(g, inUp), by)), constant(g, inDown));
  return g.add(added, reshape(g, transpose(g, mixed, 0, 2, 1), [rows, inputs * cells]));
};
