import { randomBytes } from "node:crypto";
import { rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cliErrors } from "../errors/errors.ts";

/**
 * Makes sure that files can be written in a folder, or in one that is yet to be made, and leaves nothing behind.
 *
 * It writes a file and removes it: permission bits do not tell the truth on network drives, as root or on Windows.
 * Errors: `cli/unwritable`.
 */
export async function checkWritable(folder: string): Promise<void> {
  const existing = await nearestExisting(folder);
  const probe = join(existing, `.danfang-${randomBytes(6).toString("hex")}`);
  try {
    await writeFile(probe, "", { flag: "wx" });
    await rm(probe, { force: true });
  } catch (cause) {
    throw cliErrors.unwritable({ path: folder, reason: reasonOf(cause) }, cause);
  }
}

async function nearestExisting(folder: string): Promise<string> {
  const found = await stat(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return undefined;
    throw cliErrors.unwritable({ path: folder, reason: reasonOf(cause) }, cause);
  });
  if (found === undefined && dirname(folder) !== folder) return nearestExisting(dirname(folder));
  if (found?.isDirectory()) return folder;
  throw cliErrors.unwritable({ path: folder, reason: "a file of that name is in the way" });
}

/** What kept the system from writing, in words where we know them. */
export function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "";
  return reasons.get(code) ?? (cause instanceof Error ? cause.message : String(cause));
}

const reasons = new Map([
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["EROFS", "the drive is read-only"],
  ["ENOSPC", "the drive is full"],
  ["EDQUOT", "the disk quota is used up"],
  ["ENOTDIR", "part of the path is a file"],
  ["EISDIR", "a folder of that name is in the way"],
  ["EEXIST", "a file of that name is in the way"],
  ["ENAMETOOLONG", "the name is too long"],
]);
