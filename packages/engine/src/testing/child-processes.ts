import { readdirSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

/** Whether this system tells of its processes in a file system, as Linux does. */
export const canListProcesses = process.platform === "linux";

/** Ids of the engine processes that a process has started and that still live. */
export function engineProcessesOf(parent: number | undefined): number[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((id) => {
      const [state, parentId] = statusOf(id);
      return parentId === parent && state !== "Z" && readOrEmpty(`/proc/${id}/cmdline`).includes("host.ts");
    });
}

export const isAlive = (id: number): boolean => !["", "Z", "X"].includes(statusOf(id)[0]);

/** Whether a process is dead and its parent has heard of it. */
export const isForgotten = (id: number): boolean => statusOf(id)[0] === "";

/** State letter and parent of a process; its name, which may hold anything, ends with the last bracket. */
function statusOf(id: number): [state: string, parent: number] {
  const [state = "", parent = ""] = readOrEmpty(`/proc/${id}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  return [state, Number(parent)];
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // it ended meanwhile
  }
}

const patience = 20_000;

/** Waits for the system to have done what it was told; false after twenty seconds. */
export async function comesTrue(claim: () => boolean): Promise<boolean> {
  for (const start = performance.now(); performance.now() - start < patience; await setTimeout(10))
    if (claim()) return true;
  return false;
}
