import type { Bytes } from "@danfang/domain";

/** Bits per number of every dtype that the format names. Source: safetensors, `Dtype::bitsize`. */
const bitsPerNumber = {
  BOOL: 8,
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
  U8: 8,
  I8: 8,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  F8_E4M3FNUZ: 8,
  F8_E5M2FNUZ: 8,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  C64: 64,
  F64: 64,
  I64: 64,
  U64: 64,
} as const;

/** How the numbers of a tensor are stored; always little-endian. */
export type Dtype = keyof typeof bitsPerNumber;

export const dtypes = Object.keys(bitsPerNumber) as readonly Dtype[];

export const isDtype = (text: string): text is Dtype => Object.hasOwn(bitsPerNumber, text);

/** Bits of one number. */
export const bitsOf = (dtype: Dtype): number => bitsPerNumber[dtype];

/** Bytes of a whole tensor; undefined when the shape is impossible: negative, fractional, overflowing, half a byte. */
export function byteLengthOf(dtype: Dtype, shape: readonly number[]): Bytes | undefined {
  let count = 1;
  for (const size of shape) {
    if (!Number.isSafeInteger(size) || size < 0) return undefined;
    count *= size;
    if (!Number.isSafeInteger(count)) return undefined;
  }
  const bits = count * bitsOf(dtype);
  return Number.isSafeInteger(bits) && bits % 8 === 0 ? bits / 8 : undefined;
}
