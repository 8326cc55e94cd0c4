import { createHash, randomBytes } from "node:crypto";
import { readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { basename } from "node:path";

/** Bytes of a file's name that its part's name begins with: a name has 255 at the most. */
const longestStart = 120;

/**
 * What a file is called while it is being written: `.NAME.MACHINE-PROCESS-RANDOM.part`, so that what a killed process
 * left is known to be of nobody.
 */
export const partNameOf = (path: string): string =>
  `${partStartOf(path)}${machine}-${process.pid}-${randomBytes(6).toString("hex")}.part`;

/** What the names of all parts of a file begin with. */
export function partStartOf(path: string): string {
  let start = "";
  for (const character of basename(path)) {
    if (Buffer.byteLength(start + character) > longestStart) break;
    start += character;
  }
  return `.${start}.`;
}

/** Whose part a name says it is; undefined for what is none of ours. Of an earlier version's nobody knows the process. */
export function parsePartName(name: string): { readonly machine?: string; readonly pid?: number } | undefined {
  const [found, where, pid] = /^\..+\.(?:([0-9a-f]{6})-(\d{1,10})-)?[0-9a-f]{12}\.part$/s.exec(name) ?? [];
  if (found === undefined) return undefined;
  return where === undefined ? {} : { machine: where, pid: Number(pid) };
}

/** Within it a number of a process means the same process; six hexadecimal digits. */
export const machine: string = createHash("sha256")
  .update(`${hostname()} ${spaceOfProcesses()}`)
  .digest("hex")
  .slice(0, 6);

/** Containers count their processes each for itself. */
function spaceOfProcesses(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return ""; // a system without such spaces
  }
}
