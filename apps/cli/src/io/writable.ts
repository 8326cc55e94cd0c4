import { randomBytes } from "node:crypto";
import { rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { diskReasons, type Reason, reasonOf } from "@danfang/domain/plain";
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
    const isNoPlace = cause instanceof Error && "code" in cause && cause.code === "ENOENT"; // as in /proc
    throw cliErrors.unwritable({ path: folder, reason: isNoPlace ? takesNone : reasonOf(cause) }, cause);
  }
}

const takesNone: Reason = { en: "no file can be made in that folder", zh: "那个文件夹里不能新建文件" };

async function nearestExisting(folder: string): Promise<string> {
  const found = await stat(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return undefined;
    throw cliErrors.unwritable({ path: folder, reason: reasonOf(cause) }, cause);
  });
  if (found === undefined && dirname(folder) !== folder) return nearestExisting(dirname(folder));
  if (found?.isDirectory()) return folder;
  throw cliErrors.unwritable({ path: folder, reason: diskReasons.exists });
}
