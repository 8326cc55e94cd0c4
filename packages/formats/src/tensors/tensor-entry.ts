import type { Bytes } from "@danfang/domain";
import type { Dtype } from "./dtype.ts";

/** One tensor of a file: what it is called, how its numbers are stored, and where. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** Bytes from the start of the file. */
  readonly offset: Bytes;
  readonly length: Bytes;
  /**
   * Numbers between neighbours along each dimension, where they do not lie row by row; only files of PyTorch have such
   * tensors. `length` is then what they span, from the first to the last.
   */
  readonly strides?: readonly number[];
  /**
   * The numbers themselves, where the file does not hold them as they are: a pickle may spell them out as text. `offset`
   * then only tells one such tensor from another.
   */
  readonly bytes?: Uint8Array;
}
