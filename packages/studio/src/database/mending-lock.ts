import { closeSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { databaseErrors } from "./errors.ts";

/** A lock that is older was left by a process that has ended, milliseconds. */
const longestMending = 10 * 60 * 1000;
const patience = 60_000;
const look = 50;

/** Runs `work` while no other process mends this database. Waits for one that does. Errors: `database/unusable`. */
export function whileMending<T>(path: string, work: () => T): T {
  const lock = `${path}.mending`;
  const end = Date.now() + patience;
  while (!take(lock)) {
    const taken = statSync(lock, { throwIfNoEntry: false });
    if (taken && Date.now() - taken.mtimeMs > longestMending) rmSync(lock, { force: true });
    else if (Date.now() > end) throw databaseErrors.unusable({ file: path, reason: "another process is mending it" });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, look);
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock: string): boolean {
  try {
    const file = openSync(lock, "wx");
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw cause;
  }
}
