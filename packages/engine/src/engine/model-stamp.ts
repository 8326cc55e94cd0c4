import { stat } from "node:fs/promises";

/**
 * Tells one state of a model file from another, by identity, size and time of the file and of the `.yaml` beside it.
 * Total: a file that is not there has a stamp too.
 */
export async function stampOf(file: string): Promise<string> {
  const parts = [file, file.replace(/\.[^./\\]+$/, ".yaml")].map(async (path) => {
    const info = await stat(path).catch(() => undefined);
    return info ? `${info.ino} ${info.size} ${info.mtimeMs}` : "none";
  });
  return (await Promise.all(parts)).join(", ");
}
