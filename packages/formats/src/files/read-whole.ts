import { readFile, stat } from "node:fs/promises";
import type { Bytes } from "@danfang/domain";
import { errorCode } from "../errors.ts";
import { filesErrors, readingRefused } from "./errors.ts";
import { absent, asValue, cannot, type FileReading } from "./file-reading.ts";

const isMissing = (cause: unknown): boolean => ["ENOENT", "ENOTDIR"].includes(errorCode(cause) ?? "");

/**
 * All bytes of a file that has `most` at the utmost. The one way in which Danfang reads what it keeps.
 *
 * Cannot: `files/locked`, `files/unreadable`, `files/tooLarge`.
 */
export async function readWhole(file: string, most: Bytes): Promise<FileReading<Uint8Array>> {
  try {
    const found = await stat(file); // looks before it opens: opening a pipe would wait for a writer
    if (!found.isFile()) {
      const reason = found.isDirectory() ? "a folder of that name is in the way" : "it is no file but a device";
      return cannot(filesErrors.unreadable({ file, reason }));
    }
    if (found.size > most) return cannot(filesErrors.tooLarge({ file, size: found.size, most }));
    const bytes = await readFile(file);
    return bytes.length > most // it grew meanwhile
      ? cannot(filesErrors.tooLarge({ file, size: bytes.length, most }))
      : asValue(bytes);
  } catch (cause) {
    return isMissing(cause) ? absent : cannot(readingRefused(file, cause));
  }
}
