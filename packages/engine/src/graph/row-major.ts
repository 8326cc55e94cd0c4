import type { WeightTensor } from "@danfang/weights";
import { graphErrors } from "./errors.ts";

/** A tensor whose dimensions lie in another order in its file than they are counted in. */
export interface Permuted {
  /** The same numbers in the order of the file. */
  readonly stored: WeightTensor;
  /** Which dimension of `stored` is the i-th of the tensor: ONNX's `Transpose`. */
  readonly perm: readonly number[];
}

/**
 * How a tensor with strides is read as a transposed dense one: PyTorch files hold such views, whole checkpoints of them
 * where a training ran in channels-last order. Undefined for a tensor that is row-major already.
 *
 * Errors: `engine/scatteredTensor` for a view with holes or repetitions.
 */
export function permutedOf({ strides, ...tensor }: WeightTensor): Permuted | undefined {
  if (!strides) return undefined;
  const { shape } = tensor;
  const order = shape.map((_, i) => i).sort((a, b) => strides[b]! - strides[a]! || shape[b]! - shape[a]! || a - b);
  let expected = 1;
  for (const i of order.toReversed()) {
    if (shape[i] !== 1 && strides[i] !== expected)
      throw graphErrors.scatteredTensor({ file: tensor.file, tensor: tensor.name });
    expected *= shape[i]!;
  }
  return { stored: { ...tensor, shape: order.map((i) => shape[i]!) }, perm: shape.map((_, i) => order.indexOf(i)) };
}
