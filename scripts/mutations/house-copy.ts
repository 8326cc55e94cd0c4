import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../house/workspaces.ts";

const prefix = "danfang-mutations-";
const copied = ["packages", "apps", "scripts", "starter", "docs", "package.json", "tsconfig.json", "vitest.config.ts"];

/**
 * The house without what is installed, in a folder that can be thrown away; gone when this process ends, also by Ctrl-C.
 * What a run left behind that was killed is removed first.
 */
export function copyHouse(folder: string = tmpdir()): string {
  removeLeft(folder);
  const copy = mkdtempSync(join(folder, `${prefix}${process.pid}-`));
  process.once("exit", () => rmSync(copy, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));
  for (const entry of copied)
    cpSync(join(root, entry), join(copy, entry), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !/[\\/](dist|coverage)$/.test(path),
    });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction");
  return copy;
}

/** Removes the copies of processes that are no more. Their names carry them. */
export function removeLeft(folder: string): void {
  for (const name of readdirSync(folder)) {
    const [, pid] = new RegExp(`^${prefix}(\\d+)-`).exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // it is somebody else's
  }
}
