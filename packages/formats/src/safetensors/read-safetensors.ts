import type { Bytes } from "@danfang/domain";
import type { ByteSource } from "../byte-source.ts";
import { largestHeader, sniff } from "../sniff.ts";
import { bitsOf } from "../tensors/dtype.ts";
import { gather } from "../tensors/gather.ts";
import type { TensorEntry } from "../tensors/tensor-entry.ts";
import { safetensorsErrors } from "./errors.ts";
import { type Header, type HeaderEntry, parseHeader } from "./parse-header.ts";

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
  const { metadata, entries } = parseHeader(decode(await source.read(8, headerLength), source.name), source.name);
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
  { offset, length, dtype, shape, strides }: TensorEntry,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await file.source.read(offset, length);
  return strides ? gather(bytes, shape, strides, bitsOf(dtype) / 8) : bytes;
}

async function readHeaderLength(source: ByteSource): Promise<Bytes> {
  const file = source.name;
  const looksLike = await sniff(source);
  if (looksLike === "empty") throw safetensorsErrors.emptyFile({ file });
  if (looksLike === "torchZip" || looksLike === "torchPickle") throw safetensorsErrors.torchFile({ file, looksLike });
  if (looksLike === "html" || looksLike === "json") throw safetensorsErrors.webPage({ file, looksLike });
  if (looksLike === "lfsPointer") throw safetensorsErrors.lfsPointer({ file });
  if (looksLike !== "safetensors" && looksLike !== "unknown")
    throw safetensorsErrors.notSafetensors({ file, looksLike });
  checkLength(source, 10); // the shortest header is {}
  const start = await source.read(0, 9);
  const length = new DataView(start.buffer).getBigUint64(0, true);
  if (start[8] !== 0x7b) throw safetensorsErrors.notSafetensors({ file, looksLike });
  if (length > largestHeader) throw safetensorsErrors.headerTooLong({ file, length: length.toString() });
  checkLength(source, 8 + Number(length));
  return Number(length);
}

function checkLength(source: ByteSource, expected: Bytes): void {
  const facts = { file: source.name, expected, actual: source.size };
  if (source.size < expected) throw safetensorsErrors.incomplete({ ...facts, missing: expected - source.size });
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw safetensorsErrors.headerNotUtf8({ file }, cause);
  }
}

/** Tensors must lie end to end, from the header to the end of the file. */
function checkLayout(entries: Header["entries"], dataOffset: Bytes, source: ByteSource): void {
  const file = source.name;
  let previous: HeaderEntry | undefined;
  for (const entry of entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    const end = previous?.end ?? 0;
    if (previous && entry.begin < end)
      throw safetensorsErrors.overlap({ file, tensor: entry.name, other: previous.name });
    if (entry.begin > end)
      throw safetensorsErrors.hole({ file, tensor: entry.name, offset: dataOffset + end, length: entry.begin - end });
    previous = entry;
  }
  const expected = dataOffset + (previous?.end ?? 0);
  checkLength(source, expected);
  if (source.size > expected) throw safetensorsErrors.trailingBytes({ file, expected, actual: source.size });
}
