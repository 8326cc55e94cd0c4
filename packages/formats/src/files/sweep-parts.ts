import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "../errors.ts";
import { machine, parsePartName } from "./part-name.ts";

/** Whoever writes touches the file again before that, milliseconds. */
const longestPause = 24 * 60 * 60 * 1000;

/**
 * Removes what killed processes left of files they were writing, in a folder and down to `levels` below it: at once where
 * the process is gone, else after a day without a word. Names that {@link writeFileAtomically} did not give are somebody's
 * files. Links are not followed. Gives how many went.
 */
export async function sweepParts(folder: string, levels: number, now: number = Date.now()): Promise<number> {
  let count = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) count += levels > 0 ? await sweepParts(path, levels - 1, now) : 0;
    else if (entry.isFile() && (await isLeft(path, entry.name, now)))
      count += await rm(path).then(
        () => 1,
        () => 0, // another process sweeps too, or the folder is not ours to write to
      );
  }
  return count;
}

async function isLeft(path: string, name: string, now: number): Promise<boolean> {
  const part = parsePartName(name);
  if (part === undefined) return false;
  if (part.pid !== undefined && part.machine === machine && !isRunning(part.pid)) return true;
  const info = await stat(path).catch(() => undefined);
  return info !== undefined && info.mtimeMs < now - longestPause;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== "ESRCH"; // somebody else's process runs, too
  }
}
