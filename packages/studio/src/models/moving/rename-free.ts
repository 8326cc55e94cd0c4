import { link, lstat, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { movingErrors } from "../../problems/moving-errors.ts";
import { freeName } from "./file-names.ts";

/** What systems say where a drive has no hard links, or gives none of this file. */
const noLinks: ReadonlySet<unknown> = new Set([
  "EPERM",
  "EACCES",
  "ENOTSUP",
  "EOPNOTSUPP",
  "ENOSYS",
  "EMLINK",
  "EINVAL",
]);

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? error.code : undefined);

/** Whether a file lies on another drive than the one it should be renamed into. */
export const isOtherDrive = (error: unknown): boolean => codeOf(error) === "EXDEV";

export const lstatOf = (path: string) => lstat(path).catch((error) => absentOr(error));

function absentOr(error: unknown): undefined {
  if (["ENOENT", "ENOTDIR"].includes(String(codeOf(error)))) return undefined;
  throw error;
}

/** A problem with a name that is free instead. */
export const takenBy = async (file: string, there: string) =>
  movingErrors.taken({ file, there, free: await freeName(dirname(there), there) });

/**
 * Gives a file another name on its drive, and never in another file's place: a second name is made, which fails where one
 * is there, then the first one goes. Killed between the two, the file has both names. Drives without hard links are asked
 * first whether the name is free.
 *
 * Errors: `moving/taken`; those of the file system, `EXDEV` from one drive to another.
 */
export async function renameFree(from: string, to: string, link_: typeof link = link): Promise<void> {
  try {
    await link_(from, to);
  } catch (error) {
    if (codeOf(error) === "EEXIST") throw await takenBy(from, to);
    if (!noLinks.has(codeOf(error))) throw error;
    if (await lstatOf(to)) throw await takenBy(from, to);
    await rename(from, to);
    return;
  }
  await rm(from).catch(async (error) => {
    await rm(to, { force: true }); // the folder it is in may not be changed: it keeps its one name
    throw error;
  });
}
