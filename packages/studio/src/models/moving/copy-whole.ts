import { createHash } from "node:crypto";
import { type FileHandle, open, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { partNameOf } from "@danfang/formats";
import { movingErrors } from "../../problems/moving-errors.ts";
import { lstatOf, renameFree } from "./rename-free.ts";
import { isSameStamp, stampOf } from "./step.ts";

/** Bytes read at once. */
const stretch = 4 * 1024 * 1024;

/**
 * Copies a file to a name that is free: under another name first, flushed to the disk and read again, so that what has the
 * name at last is whole. Its time is kept.
 *
 * Errors: `moving/taken`, `moving/copyDiffers`, `moving/changedMeanwhile`; those of the file system. Then nothing is left.
 */
export async function copyWhole(from: string, to: string, signal?: AbortSignal): Promise<void> {
  const before = await stat(from);
  const part = join(dirname(to), partNameOf(to));
  try {
    const digest = await copyBytes(from, part, signal);
    if ((await digestOf(part, signal)) !== digest) throw movingErrors.copyDiffers({ file: from, to });
    const now = await lstatOf(from);
    if (!now || now.ino !== before.ino || !isSameStamp(stampOf(now), stampOf(before)) || now.size !== before.size)
      throw movingErrors.changedMeanwhile({ file: from });
    await renameFree(part, to);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function copyBytes(from: string, part: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash("sha256");
  const target = await open(part, "wx");
  try {
    for await (const bytes of bytesOf(from, signal)) {
      hash.update(bytes);
      await writeAll(target, bytes);
    }
    const { atime, mtime } = await stat(from);
    await target.utimes(atime, mtime);
    await target.sync();
  } finally {
    await target.close();
  }
  return hash.digest("hex");
}

async function writeAll(target: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) done += (await target.write(bytes, done)).bytesWritten;
}

async function digestOf(path: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of bytesOf(path, signal)) hash.update(bytes);
  return hash.digest("hex");
}

/** The bytes of a file, in one buffer that is used again and again. */
async function* bytesOf(path: string, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  const source = await open(path, "r");
  try {
    const buffer = new Uint8Array(stretch);
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await source.read(buffer, 0, stretch);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await source.close();
  }
}

/** Whether two files hold the same, told by every byte. */
export async function isSameContent(one: string, other: string, signal?: AbortSignal): Promise<boolean> {
  const [a, b] = await Promise.all([stat(one), stat(other)]);
  if (a.size !== b.size) return false;
  if (a.ino !== 0 && a.ino === b.ino && a.dev === b.dev) return true;
  const [first, second] = await Promise.all([digestOf(one, signal), digestOf(other, signal)]);
  return first === second;
}
