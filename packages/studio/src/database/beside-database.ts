import { statSync } from "node:fs";
import { dirname } from "node:path";
import { DanfangError, storageErrors, systemCauseAt } from "@danfang/domain";

/**
 * Does `work` on files beside a database, whose names nobody chose. What the disk refuses of them is told of the database.
 *
 * Errors: `storage/homeGone` where there is no folder for it any more, otherwise those of the disk with the database's path.
 */
export function besideDatabase<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const told = cause instanceof DanfangError ? undefined : systemCauseAt(path, cause);
    if (!told) throw cause;
    throw isFolder(dirname(path)) ? told : storageErrors.homeGone({ folder: dirname(path) }, cause);
  }
}

/** Links in a circle lead to no folder, either. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
