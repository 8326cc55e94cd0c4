import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { ifReadable, readWhole, writeBytes } from "@danfang/formats";

/** A folder of things that can be made again; when it holds too many bytes the oldest go. */
export interface BoundedFolder {
  read(name: string): Promise<Uint8Array | undefined>;
  /** A disk that is full costs the time to make it again, nothing else. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  remove(startOfName: string): Promise<void>;
}

export function openBoundedFolder(folder: string, mostBytes: number): BoundedFolder {
  let sizes: Promise<Map<string, number>> | undefined; // oldest first
  let total = 0;

  const load = () => (sizes ??= list());
  async function list(): Promise<Map<string, number>> {
    const names = await readdir(folder).catch(() => []);
    const found = await Promise.all(
      names.map(async (name) => ({ name, info: await stat(join(folder, name)).catch(() => undefined) })),
    );
    const files = found.flatMap(({ name, info }) => (info?.isFile() ? [{ name, info }] : []));
    total = files.reduce((sum, { info }) => sum + info.size, 0);
    return new Map(files.sort((a, b) => a.info.mtimeMs - b.info.mtimeMs).map(({ name, info }) => [name, info.size]));
  }
  async function drop(all: Map<string, number>, name: string): Promise<void> {
    total -= all.get(name) ?? 0;
    all.delete(name);
    await rm(join(folder, name), { force: true }).catch(() => undefined);
  }

  return {
    read: async (name) => ifReadable(await readWhole(join(folder, name), mostBytes)),
    async write(name, bytes) {
      try {
        await mkdir(folder, { recursive: true });
        await writeBytes(join(folder, name), bytes);
      } catch {
        return; // a cache that cannot be written is an empty one
      }
      const all = await load();
      total += bytes.length - (all.get(name) ?? 0);
      all.delete(name);
      all.set(name, bytes.length);
      for (const oldest of [...all.keys()]) {
        if (total <= mostBytes || oldest === name) break;
        await drop(all, oldest);
      }
    },
    async remove(startOfName) {
      const all = await load();
      for (const name of [...all.keys()]) if (name.startsWith(startOfName)) await drop(all, name);
    },
  };
}
