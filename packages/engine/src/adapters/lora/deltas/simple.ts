import { weightsErrors } from "@danfang/weights";
import { constant, type Delta, product, reshape } from "../delta.ts";

/** W ∘ factor. */
export const ia3Delta: Delta<"ia3"> = (g, { factor, isOnInput, count }, { weight, rows, inputs, cells, by }) => {
  const factors = g.mul(constant(g, factor, isOnInput ? [1, count, 1] : [count, 1, 1]), by);
  const kernels = reshape(g, weight, [rows, inputs, cells]);
  return reshape(g, g.mul(kernels, factors), [rows, inputs * cells]);
};

/** The difference itself. */
export const fullDelta: Delta<"full"> = (g, { diff, name }, { by }) => {
  if (!diff) throw weightsErrors.missingTensor({ file: name, tensor: "diff" });
  return g.mul(constant(g, diff), by);
};

/** set − W: at strength 1 the weight is the one of the file. */
export const setDelta: Delta<"set"> = (g, { weight: other }, { weight, by }) =>
  g.mul(g.op("Sub", [constant(g, other, [other.shape[0] ?? 1, product(other.shape.slice(1))]), weight]), by);
