import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Levels below a pipeline's folder in which its files lie. */
const folderDepth = 2;

/** An entry of the disk: its identity, size and time; of a folder what is in it, by name; null where there is none. */
type State = null | readonly [ino: number, size: number, mtimeMs: number] | { readonly [name: string]: State };

/**
 * Tells one state of a model file from another, by identity, size and time of the file and of the `.yaml` beside it; of
 * a pipeline's folder by those and the name of everything in it. Total: a file that is not there has a stamp too.
 */
export async function stampOf(file: string): Promise<string> {
  const yaml = file.replace(/\.[^./\\]+$/, ".yaml");
  return JSON.stringify(await Promise.all([stateOf(file, folderDepth), stateOf(yaml, 0)]));
}

async function stateOf(path: string, depth: number): Promise<State> {
  const info = await stat(path).catch(() => undefined);
  if (!info) return null;
  if (!info.isDirectory() || depth === 0) return [info.ino, info.size, info.mtimeMs];
  const names = (await readdir(path).catch(() => [])).sort();
  const states = await Promise.all(
    names.map(async (name) => [name, await stateOf(join(path, name), depth - 1)] as const),
  );
  return Object.fromEntries(states);
}
