import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { problemOf } from "@danfang/domain";

/**
 * Writes what ended the studio into its home, where it can be found after the terminal is closed; the last one replaces
 * the one before. Gives the file, or undefined where it could not be written: then the terminal has it alone.
 */
export function keepFault(home: string, fault: unknown, now: Date): string | undefined {
  const file = join(home, "last-fault.txt");
  const { code, message } = problemOf(fault);
  const stack = fault instanceof Error ? (fault.stack ?? "") : "";
  try {
    writeFileSync(file, `${now.toISOString()}\nNode.js ${process.version}\n${code}\n${message}\n\n${stack}\n`);
    return file;
  } catch {
    return undefined; // a full disk may be why it ends
  }
}
