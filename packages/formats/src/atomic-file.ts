import { randomBytes } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { DanfangError } from "@danfang/domain";
import { reasonOf, sourceErrors } from "./errors.ts";

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
 * behind.
 *
 * Errors: `formats/unwritable`; those of `write` pass through.
 */
export async function writeFileAtomically(
  path: string,
  write: (append: Append) => Promise<void>,
  { through = "powerCut" }: AtomicFileOptions = {},
): Promise<void> {
  const part = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomBytes(6).toString("hex")}.part`);
  const handle = await open(part, "wx").catch((cause) => failed(path, cause));
  try {
    try {
      await write((bytes) => appendAll(handle, bytes).catch((cause) => failed(path, cause)));
      if (through === "powerCut") await handle.sync().catch((cause) => failed(path, cause));
    } finally {
      await handle.close();
    }
    await rename(part, path).catch((cause) => failed(path, cause));
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
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
