import type { Dtype } from "../tensors/dtype.ts";
import { safetensorsErrors } from "./errors.ts";

/**
 * The numbers of a tensor as float32, in order; what float32 cannot hold is rounded to nearest, booleans are 0 and 1.
 *
 * F32 that lies on a 4-byte boundary is a view of the same memory, not a copy. `bytes` must be whole numbers of `dtype`.
 * Errors: `formats/dtypeNotReadable` for complex and packed (F4, F6) numbers. Sources: IEEE 754 binary16; bfloat16; OCP 8-bit
 * Floating Point Specification (E4M3 without infinities, E5M2); OCP Microscaling Formats (E8M0); the FNUZ forms as in
 * onnx/ml_dtypes.
 */
export function toFloat32(dtype: Dtype, bytes: Uint8Array): Float32Array {
  const convert = conversions[dtype];
  if (!convert) throw safetensorsErrors.dtypeNotReadable({ dtype });
  return convert(bytes);
}

type Conversion = (bytes: Uint8Array) => Float32Array;

const conversions: { readonly [K in Dtype]?: Conversion } = {
  F32: (bytes) => numbersIn(bytes, Float32Array),
  F64: (bytes) => Float32Array.from(numbersIn(bytes, Float64Array)),
  F16: throughTable(Uint16Array, () => smallFloats({ mantissaBits: 10, exponentBits: 5, bias: 15, special: "ieee" })),
  BF16: shiftedBy16,
  F8_E5M2: throughTable(Uint8Array, () => smallFloats({ mantissaBits: 2, exponentBits: 5, bias: 15, special: "ieee" })),
  F8_E4M3: throughTable(Uint8Array, () =>
    smallFloats({ mantissaBits: 3, exponentBits: 4, bias: 7, special: "finite" }),
  ),
  F8_E5M2FNUZ: throughTable(Uint8Array, () =>
    smallFloats({ mantissaBits: 2, exponentBits: 5, bias: 16, special: "unsignedZero" }),
  ),
  F8_E4M3FNUZ: throughTable(Uint8Array, () =>
    smallFloats({ mantissaBits: 3, exponentBits: 4, bias: 8, special: "unsignedZero" }),
  ),
  F8_E8M0: throughTable(Uint8Array, () =>
    Float32Array.from({ length: 256 }, (_, e) => (e === 255 ? NaN : 2 ** (e - 127))),
  ),
  BOOL: (bytes) => Float32Array.from(bytes, (value) => (value === 0 ? 0 : 1)),
  U8: (bytes) => new Float32Array(bytes),
  I8: (bytes) => new Float32Array(numbersIn(bytes, Int8Array)),
  U16: (bytes) => new Float32Array(numbersIn(bytes, Uint16Array)),
  I16: (bytes) => new Float32Array(numbersIn(bytes, Int16Array)),
  U32: (bytes) => new Float32Array(numbersIn(bytes, Uint32Array)),
  I32: (bytes) => new Float32Array(numbersIn(bytes, Int32Array)),
  U64: (bytes) => Float32Array.from(numbersIn(bytes, BigUint64Array), Number),
  I64: (bytes) => Float32Array.from(numbersIn(bytes, BigInt64Array), Number),
};

interface NumberArray<T> {
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): T;
  readonly BYTES_PER_ELEMENT: number;
}

/** A view when the bytes are aligned for it, else a copy. Typed arrays are little-endian wherever Node and browsers run. */
function numbersIn<T>(bytes: Uint8Array, Numbers: NumberArray<T>): T {
  const size = Numbers.BYTES_PER_ELEMENT;
  const { buffer, byteOffset, length } = bytes.byteOffset % size === 0 ? bytes : Uint8Array.from(bytes);
  return new Numbers(buffer, byteOffset, Math.floor(length / size));
}

/** bfloat16 is the upper half of a float32. */
function shiftedBy16(bytes: Uint8Array): Float32Array {
  const halves = numbersIn(bytes, Uint16Array);
  const bits = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) bits[i] = halves[i]! << 16;
  return new Float32Array(bits.buffer);
}

/** Looks each pattern up in the list of all there are, made when first needed (256 KiB for F16). */
function throughTable(Patterns: NumberArray<Uint8Array | Uint16Array>, makeTable: () => Float32Array): Conversion {
  let table: Float32Array | undefined;
  return (bytes) => {
    table ??= makeTable();
    const patterns = numbersIn(bytes, Patterns);
    const numbers = new Float32Array(patterns.length);
    for (let i = 0; i < patterns.length; i++) numbers[i] = table[patterns[i]!]!;
    return numbers;
  };
}

interface SmallFormat {
  readonly mantissaBits: number;
  readonly exponentBits: number;
  readonly bias: number;
  /** ieee: the highest exponent means ∞ and NaN. finite: only all ones is NaN. unsignedZero: only −0 is, and it is NaN. */
  readonly special: "ieee" | "finite" | "unsignedZero";
}

/** The value of every bit pattern of a sign, an exponent and a mantissa. */
function smallFloats(format: SmallFormat): Float32Array {
  const magnitudes = 2 ** (format.exponentBits + format.mantissaBits);
  return Float32Array.from({ length: 2 * magnitudes }, (_, pattern) => {
    if (format.special === "unsignedZero" && pattern === magnitudes) return NaN;
    const magnitude = magnitudeOf(format, pattern % magnitudes);
    return pattern < magnitudes ? magnitude : -magnitude;
  });
}

function magnitudeOf({ mantissaBits, exponentBits, bias, special }: SmallFormat, pattern: number): number {
  const exponent = pattern >> mantissaBits;
  const fraction = (pattern & (2 ** mantissaBits - 1)) / 2 ** mantissaBits;
  const highest = exponent === 2 ** exponentBits - 1;
  if (highest && special === "ieee") return fraction === 0 ? Infinity : NaN;
  if (highest && special === "finite" && pattern === 2 ** (exponentBits + mantissaBits) - 1) return NaN;
  return exponent === 0 ? fraction * 2 ** (1 - bias) : (1 + fraction) * 2 ** (exponent - bias);
}
