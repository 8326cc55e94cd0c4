import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { z } from "zod";

/** Which process this is, in words that another process can check. */
export const ProcessIdentity = z.object({
  /** Machine, boot and space of process ids: within one, ids mean the same. */
  host: z.string(),
  pid: z.number().int().positive(),
  /** When the process was started, in the system's words; ids are given out again. Empty where unknown. */
  started: z.string(),
});
export type ProcessIdentity = Readonly<z.infer<typeof ProcessIdentity>>;

const readOrEmpty = (read: () => string): string => {
  try {
    return read().trim();
  } catch {
    return ""; // another system, or a process that has ended
  }
};

/** Linux tells when a process was started, in clock ticks since boot. Source: proc(5), field 22 of `stat`. */
function startOf(pid: number): string {
  const stat = readOrEmpty(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}

export const ownIdentity = (): ProcessIdentity => identityOf(process.pid);

/** Of a process of this machine. */
export function identityOf(pid: number): ProcessIdentity {
  const boot = readOrEmpty(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8"));
  const space = readOrEmpty(() => readlinkSync("/proc/self/ns/pid"));
  return { host: [hostname(), boot, space].join(" "), pid, started: startOf(pid) };
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether the process is still there; undefined where that cannot be seen from here. */
export function isAlive(other: ProcessIdentity, self: ProcessIdentity): boolean | undefined {
  if (other.host !== self.host) return undefined;
  if (!exists(other.pid)) return false;
  if (other.started === "" || self.started === "") return undefined;
  return startOf(other.pid) === other.started;
}
