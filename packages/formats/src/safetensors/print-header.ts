import type { Bytes } from "@danfang/domain";
import { bitsOf, byteLengthOf, type Dtype } from "../tensors/dtype.ts";
import { safetensorsErrors } from "./errors.ts";

/** What the header says of a tensor to be written. */
export interface TensorShape {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
}

export interface PrintedHeader<T extends TensorShape> {
  /** The length and the JSON, padded with spaces so that the data begins on an 8-byte boundary. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The tensors in the order of their data: widest numbers first, so that each is aligned; else as given. */
  readonly ordered: readonly (T & { readonly length: Bytes })[];
}

/**
 * Lays tensors out end to end and prints the header.
 *
 * Errors: `formats/duplicateKey`, `formats/reservedName`, `formats/badShape`.
 */
export function printHeader<T extends TensorShape>(
  tensors: readonly T[],
  metadata: Readonly<Record<string, string>>,
  file: string,
): PrintedHeader<T> {
  const ordered = tensors.map((tensor) => ({ ...tensor, length: lengthOf(tensor, file) }));
  ordered.sort((a, b) => bitsOf(b.dtype) - bitsOf(a.dtype));
  const members = Object.keys(metadata).length > 0 ? [`"__metadata__":${JSON.stringify(metadata)}`] : [];
  const names = new Set<string>();
  let begin = 0;
  for (const { name, dtype, shape, length } of ordered) {
    if (names.has(name)) throw safetensorsErrors.duplicateKey({ file, key: name });
    names.add(name);
    const end = begin + length;
    members.push(`${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets: [begin, end] })}`);
    begin = end;
  }
  return { bytes: withLength(`{${members.join(",")}}`), ordered };
}

function lengthOf({ name, dtype, shape }: TensorShape, file: string): Bytes {
  if (name === "__metadata__" || !name.isWellFormed()) throw safetensorsErrors.reservedName({ file, tensor: name });
  const length = byteLengthOf(dtype, shape);
  if (length === undefined) throw safetensorsErrors.badShape({ file, tensor: name, shape });
  return length;
}

function withLength(json: string): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(json);
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + length).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(text, 8);
  return bytes;
}
