import type { Bytes } from "@danfang/domain";
import type { ByteSource } from "../byte-source.ts";
import { largestHeader, sniff } from "../sniff.ts";
import { containerError } from "./container-error.ts";
import { safetensorsErrors } from "./errors.ts";
import type { Header, HeaderEntry } from "./parse-header.ts";

/** What a header is checked against. */
type Extent = Pick<ByteSource, "name" | "size">;

/** How many bytes of JSON follow the first eight. Errors: `formats/emptyFile` … `headerTooLong`, `incomplete`. */
export async function readHeaderLength(source: ByteSource): Promise<Bytes> {
  const file = source.name;
  const looksLike = await sniff(source);
  if (looksLike === "empty") throw safetensorsErrors.emptyFile({ file });
  if (looksLike === "torchZip" || looksLike === "torchPickle") throw safetensorsErrors.torchFile({ file, looksLike });
  if (looksLike === "html" || looksLike === "json") throw safetensorsErrors.webPage({ file, looksLike });
  if (looksLike === "lfsPointer") throw safetensorsErrors.lfsPointer({ file });
  if (looksLike !== "safetensors" && looksLike !== "unknown")
    throw containerError(file, looksLike) ?? safetensorsErrors.notSafetensors({ file, looksLike });
  checkLength(source, 10); // the shortest header is {}
  const start = await source.read(0, 9);
  const length = new DataView(start.buffer).getBigUint64(0, true);
  if (start[8] !== 0x7b) throw safetensorsErrors.notSafetensors({ file, looksLike });
  if (length > largestHeader) throw safetensorsErrors.headerTooLong({ file, length: length.toString() });
  checkLength(source, 8 + Number(length));
  return Number(length);
}

function checkLength(source: Extent, expected: Bytes): void {
  const facts = { file: source.name, expected, actual: source.size };
  if (source.size < expected) throw safetensorsErrors.incomplete({ ...facts, missing: expected - source.size });
}

/** Errors: `formats/headerNotUtf8`. */
export function decodeHeader(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw safetensorsErrors.headerNotUtf8({ file }, cause);
  }
}

/** Tensors must lie end to end, from the header to the end of the file. */
export function checkLayout(entries: Header["entries"], dataOffset: Bytes, source: Extent): void {
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
