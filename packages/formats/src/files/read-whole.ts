import { readFile, readlink, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Bytes, Reason } from "@danfang/domain";
import { diskReasons } from "@danfang/domain";
import { errorCode } from "../errors.ts";
import { filesErrors, readingRefused } from "./errors.ts";
import { absent, asValue, cannot, type FileReading } from "./file-reading.ts";

const isDevice: Reason = { en: "it is a device, not a file", zh: "它是设备，不是文件" };
const isMissing = (cause: unknown): boolean => ["ENOENT", "ENOTDIR"].includes(errorCode(cause) ?? "");

/**
 * All bytes of a file that has `most` at the utmost. The one way in which Danfang reads what it keeps. A link to a file that
 * is still to come is absent; one into a folder that is not there leads to a drive that is away, and nobody knows what the
 * file holds.
 *
 * Cannot: `files/locked`, `files/unreadable`, `files/tooLarge`.
 */
export async function readWhole(file: string, most: Bytes): Promise<FileReading<Uint8Array>> {
  try {
    const found = await stat(file); // looks before it opens: opening a pipe would wait for a writer
    if (!found.isFile()) {
      const reason = found.isDirectory() ? diskReasons.notAFile : isDevice;
      return cannot(filesErrors.unreadable({ file, reason }));
    }
    if (found.size > most) return cannot(filesErrors.tooLarge({ file, size: found.size, most }));
    const bytes = await readFile(file);
    return bytes.length > most // it grew meanwhile
      ? cannot(filesErrors.tooLarge({ file, size: bytes.length, most }))
      : asValue(bytes);
  } catch (cause) {
    if (!isMissing(cause)) return cannot(readingRefused(file, cause));
    const away = await folderAway(file);
    return away === undefined
      ? absent
      : cannot(
          filesErrors.unreadable({
            file,
            reason: {
              en: `it is a link into ${away}, which is not there`,
              zh: `它是指向 ${away} 的链接，而那里不存在`,
            },
          }),
        );
  }
}

/** The folder that a link leads into, if that is not there; undefined where there is no link. */
async function folderAway(file: string): Promise<string | undefined> {
  const link = await readlink(file).catch(() => undefined); // most often there is none
  if (link === undefined) return undefined;
  const folder = dirname(resolve(dirname(file), link));
  return stat(folder).then(
    () => undefined,
    () => folder,
  );
}
