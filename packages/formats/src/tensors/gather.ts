import type { Bytes } from "@danfang/domain";

/**
 * The numbers of a view in row-major order. `bytes` begin at the view's first number; `strides` are numbers between
 * neighbours, `size` the bytes of one.
 */
export function gather(
  bytes: Uint8Array,
  shape: readonly number[],
  strides: readonly number[],
  size: Bytes,
): Uint8Array<ArrayBuffer> {
  const total = shape.reduce((product, n) => product * n, 1);
  const gathered = new Uint8Array(total * size);
  const at = shape.map(() => 0);
  let from = 0;
  for (let i = 0; i < total; i++) {
    for (let b = 0; b < size; b++) gathered[i * size + b] = bytes[from * size + b]!;
    for (let d = shape.length - 1; d >= 0; d--) {
      from += strides[d]!;
      if (++at[d]! < shape[d]!) break;
      from -= strides[d]! * shape[d]!;
      at[d] = 0;
    }
  }
  return gathered;
}
