import type { Bytes } from "@danfang/domain";
import type { ByteSource } from "../byte-source.ts";
import { bitsOf } from "../tensors/dtype.ts";
import { gather } from "../tensors/gather.ts";
import type { TensorEntry } from "../tensors/tensor-entry.ts";
import { checkLayout, decodeHeader, readHeaderLength } from "./header-checks.ts";
import { parseHeader } from "./parse-header.ts";

/** A .safetensors file whose header was checked against the file; the tensors are still on the disk. */
export interface Safetensors {
  readonly metadata: Readonly<Record<string, string>>;
  /** In the order of the header. */
  readonly tensors: ReadonlyMap<string, TensorEntry>;
  /** Where the header ends; a hash over everything from here on is the file's "AutoV3". */
  readonly dataOffset: Bytes;
  readonly source: ByteSource;
}

/**
 * Reads and checks the header; no tensor is read, and closing the source stays with whoever opened it.
 *
 * As strict as the reference, which forbids holes, overlaps and trailing bytes, and stricter about duplicate keys.
 * Errors: `formats/emptyFile`, `torchFile`, `webPage`, `lfsPointer`, `notSafetensors` for other things under the name;
 * `incomplete`, `trailingBytes`, `headerTooLong`, `headerNotUtf8`, `overlap`, `hole`, those of {@link parseHeader} and
 * of the source. Source: github.com/huggingface/safetensors, README "Format" and `Metadata::validate`.
 */
export async function readSafetensors(source: ByteSource): Promise<Safetensors> {
  const headerLength = await readHeaderLength(source);
  const dataOffset = 8 + headerLength;
  const { metadata, entries } = parseHeader(decodeHeader(await source.read(8, headerLength), source.name), source.name);
  checkLayout(entries, dataOffset, source);
  const tensors = entries.map(({ name, dtype, shape, begin, end }): [string, TensorEntry] => [
    name,
    { name, dtype, shape, offset: dataOffset + begin, length: end - begin },
  ]);
  return { metadata, tensors: new Map(tensors), dataOffset, source };
}

/**
 * The bytes of one tensor: little-endian numbers, row-major, whatever order the file has them in.
 *
 * Errors: those of the source.
 */
export async function readTensor(
  file: { readonly source: ByteSource },
  { offset, length, dtype, shape, strides, bytes: spelled }: TensorEntry,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = spelled ? Uint8Array.from(spelled) : await file.source.read(offset, length);
  return strides ? gather(bytes, shape, strides, bitsOf(dtype) / 8) : bytes;
}
