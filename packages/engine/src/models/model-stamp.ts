import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Levels below a pipeline's folder in which its files lie. */
const folderDepth = 2;

/**
 * Tells one state of a model file from another, by identity, size and time of the file and of the `.yaml` beside it; of
 * a pipeline's folder by those of everything in it. Total: a file that is not there has a stamp too.
 */
export async function stampOf(file: string): Promise<string> {
  const yaml = file.replace(/\.[^./\\]+$/, ".yaml");
  return (await Promise.all([stampOfEntry(file, folderDepth), stampOfEntry(yaml, 0)])).join(", ");
}

async function stampOfEntry(path: string, depth: number): Promise<string> {
  const info = await stat(path).catch(() => undefined);
  if (!info) return "none";
  if (!info.isDirectory() || depth === 0) return `${info.ino} ${info.size} ${info.mtimeMs}`;
  const names = (await readdir(path).catch(() => [])).sort();
  return (await Promise.all(names.map((name) => stampOfEntry(join(path, name), depth - 1)))).join(" ");
}
