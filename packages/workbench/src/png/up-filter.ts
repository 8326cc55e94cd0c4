import type { RgbImage } from "@danfang/domain";

/** PNG's filter "Up": each byte is told as its difference to the one above it, modulo 256. */
const up = 2;

/** Bytes of a filtered row: the one that names its filter, then three a pixel. */
export const filteredStride = ({ width }: Pick<RgbImage, "width">): number => 1 + width * 3;

/** Rows `from` to `until` as they go into the file. What is above the first row counts as 0. */
export function filterRows({ data, width }: RgbImage, from: number, until: number): Uint8Array {
  const stride = width * 3;
  const rows = new Uint8Array((stride + 1) * (until - from));
  const row = new Uint8Array(stride);
  const none = new Uint8Array(stride);
  for (let y = from, to = 0; y < until; y++, to += stride + 1) {
    const above = y > 0 ? data.subarray((y - 1) * stride, y * stride) : none;
    subtract(data.subarray(y * stride, (y + 1) * stride), above, row);
    rows[to] = up;
    rows.set(row, to + 1);
  }
  return rows;
}

const highBits = 0x80808080;
const lowBits = 0x7f7f7f7f;

/** `a - b`, byte by byte, modulo 256: four at a time where the rows begin on words, as every picture of ours does. */
function subtract(a: Uint8Array, b: Uint8Array, out: Uint8Array): void {
  let i = 0;
  if ((a.byteOffset | b.byteOffset | out.byteOffset) % 4 === 0) {
    const words = out.length >> 2;
    const [x, y] = [new Int32Array(a.buffer, a.byteOffset, words), new Int32Array(b.buffer, b.byteOffset, words)];
    const z = new Int32Array(out.buffer, out.byteOffset, words);
    // No borrow crosses a byte: its highest bit is set before the subtraction, and put right after it.
    for (let j = 0; j < words; j++) z[j] = ((x[j]! | highBits) - (y[j]! & lowBits)) ^ (~(x[j]! ^ y[j]!) & highBits);
    i = words * 4;
  }
  for (; i < out.length; i++) out[i] = a[i]! - b[i]!;
}
