import { type FileHandle, open, stat } from "node:fs/promises";
import type { Bytes } from "@danfang/domain";
import { type ByteSource, checkRange } from "./byte-source.ts";
import { readingFailed, sourceErrors } from "./errors.ts";

/** The most that one system call is asked for. Linux stops at 2^31 − 4096 bytes, Windows and macOS at 2^31 − 1. */
const largestSystemRead: Bytes = 2 ** 30;

/**
 * A source over a file on disk. Errors: `formats/fileMissing`, `formats/notAFile` for folders and devices,
 * `formats/unreadable`; a file that shrinks afterwards gives `formats/truncated`.
 */
export async function openFile(path: string): Promise<ByteSource> {
  const failed = (cause: unknown): never => {
    throw readingFailed(path, cause);
  };
  const found = await stat(path).catch(failed); // looks before it opens: opening a pipe would wait for a writer
  if (!found.isFile()) throw sourceErrors.notAFile({ file: path, what: found.isDirectory() ? "folder" : "device" });
  const handle = await open(path, "r").catch(failed);
  const source = { name: path, size: found.size };
  let closing: Promise<void> | undefined;
  return {
    ...source,
    read: async (offset, length) => {
      checkRange(source, offset, length);
      return readAll(handle, source, offset, length);
    },
    close: () => {
      closing ??= handle.close();
      return closing;
    },
  };
}

async function readAll(
  handle: FileHandle,
  source: { name: string; size: Bytes },
  offset: Bytes,
  length: Bytes,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = unfilled(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await handle
      .read(bytes, done, Math.min(length - done, largestSystemRead), offset + done)
      .catch((cause: unknown) => Promise.reject(readingFailed(source.name, cause)));
    if (bytesRead === 0) throw sourceErrors.truncated({ file: source.name, offset, length, size: offset + done });
    done += bytesRead;
  }
  return bytes;
}

/** Memory of its own that nobody has cleared; every byte is overwritten before it leaves this file. */
const unfilled = (length: Bytes): Uint8Array<ArrayBuffer> => {
  const buffer = Buffer.allocUnsafeSlow(length);
  return new Uint8Array(buffer.buffer as ArrayBuffer, buffer.byteOffset, length);
};
