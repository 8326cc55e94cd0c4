import type { Bytes } from "@danfang/domain";
import { sourceErrors } from "./errors.ts";

/**
 * Random access to bytes whose size is known, wherever they lie: a file, a blob, an array, an HTTP server.
 *
 * `read` returns exactly `length` bytes in memory of their own, or throws `formats/truncated`; offsets and lengths are
 * bytes and may exceed 4 GiB. Whoever opened a source closes it; closing twice is not an error.
 */
export interface ByteSource {
  /** How messages call it: a path, a file name. */
  readonly name: string;
  readonly size: Bytes;
  read(offset: Bytes, length: Bytes): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** Throws `formats/truncated` unless `length` bytes at `offset` lie inside the source. Nothing is allocated before. */
export function checkRange(source: { name: string; size: Bytes }, offset: Bytes, length: Bytes): void {
  const whole = Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0;
  if (!whole || offset > source.size - length)
    throw sourceErrors.truncated({ file: source.name, offset, length, size: source.size });
}

/** A source over bytes in memory. */
export function bytesSource(bytes: Uint8Array, name = "bytes"): ByteSource {
  const source = { name, size: bytes.length };
  return {
    ...source,
    read: async (offset, length) => {
      checkRange(source, offset, length);
      return Uint8Array.from(bytes.subarray(offset, offset + length));
    },
    close: async () => {},
  };
}

/** A source over a browser's `File` or any `Blob`. */
export function blobSource(blob: Blob, name = "blob"): ByteSource {
  const source = { name, size: blob.size };
  return {
    ...source,
    read: async (offset, length) => {
      checkRange(source, offset, length);
      return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
    },
    close: async () => {},
  };
}
