import { type FileHandle, open, readlink, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { DanfangError, reasonOf } from "@danfang/domain";
import { errorCode, sourceErrors } from "../errors.ts";
import { partNameOf } from "./part-name.ts";

/** The most that one system call is given; see file-source.ts for the limits of the systems. */
const largestSystemWrite = 2 ** 30;

/** Appends bytes to the file being written. */
export type Append = (bytes: Uint8Array) => Promise<void>;

/** What a file must come through. A killed process takes nothing along that the system has; a power cut does. */
export interface AtomicFileOptions {
  readonly through?: "powerCut" | "crash";
}

/**
 * Writes a file that appears whole or not at all: under another name in the same folder, flushed to the disk unless it
 * need only come through a crash, then renamed over `path`. Whatever fails, `path` is as it was and nothing else is left
 * behind. A file that is there keeps its permissions; a link stays one, and the file that it leads to is written.
 *
 * Errors: `formats/unwritable`; those of `write` pass through.
 */
export async function writeFileAtomically(
  path: string,
  write: (append: Append) => Promise<void>,
  { through = "powerCut" }: AtomicFileOptions = {},
): Promise<void> {
  const target = await targetOf(path).catch((cause) => failed(path, cause));
  const part = join(dirname(target), partNameOf(target));
  const handle = await open(part, "wx").catch((cause) => failed(path, cause));
  try {
    try {
      await keepMode(handle, target);
      await write((bytes) => appendAll(handle, bytes).catch((cause) => failed(path, cause)));
      if (through === "powerCut") await handle.sync().catch((cause) => failed(path, cause));
    } finally {
      await handle.close();
    }
    await rename(part, target).catch((cause) => failed(path, cause));
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  if (through === "powerCut") await syncFolder(dirname(target));
}

/** The same for bytes that are all there. */
export const writeBytes = (path: string, bytes: Uint8Array, options?: AtomicFileOptions): Promise<void> =>
  writeFileAtomically(path, (append) => append(bytes), options);

/** Where a link leads, also one to a file that is still to come. */
async function targetOf(path: string, linksLeft = mostLinks): Promise<string> {
  try {
    return await realpath(path);
  } catch (cause) {
    if (errorCode(cause) !== "ENOENT" || linksLeft === 0) throw cause;
    const link = await readlink(path).catch(() => undefined); // most often nothing is there
    return link === undefined ? path : targetOf(resolve(dirname(path), link), linksLeft - 1);
  }
}
/** As many as Linux follows. */
const mostLinks = 40;

async function keepMode(handle: FileHandle, target: string): Promise<void> {
  const before = await stat(target).catch(() => undefined);
  if (before === undefined) return;
  await handle.chmod(before.mode & 0o777).catch(() => undefined); // drives without permissions refuse to change any
}

/** A new name is on the disk once its folder is. Systems that cannot flush a folder keep its names in order themselves. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

async function appendAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, Math.min(bytes.length - done, largestSystemWrite));
    done += bytesWritten;
  }
}

function failed(path: string, cause: unknown): never {
  if (cause instanceof DanfangError) throw cause;
  throw sourceErrors.unwritable({ file: path, reason: reasonOf(cause) }, cause);
}
