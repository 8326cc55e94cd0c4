import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { defined } from "@danfang/domain";

/**
 * Makes a folder, and those above it. What the system refuses is thrown with its own reason: of a drive that can only be
 * read, Node.js alone would say that nothing is there.
 */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  await mkdir(path, { recursive: true, ...defined({ mode }) }).catch(async (error) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") await mkdir(firstMissing(path));
    throw error;
  });
}

function firstMissing(path: string): string {
  const above = dirname(path);
  return above === path || existsSync(above) ? path : firstMissing(above);
}
