import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { writeFileAtomically } from "@danfang/formats";
import { z } from "zod";

const Cache = z.record(z.string(), z.object({ size: z.number(), mtimeMs: z.number(), sha256: z.string() }));

/** Bytes hashed at once. */
const stretch = 4 * 1024 * 1024;

/** SHA-256 of a whole file, hex. Errors: those of the file system; `signal` stops it. */
export async function sha256Of(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of createReadStream(path, { highWaterMark: stretch, ...(signal ? { signal } : {}) }))
    hash.update(bytes as Uint8Array);
  return hash.digest("hex");
}

/** Hashes that are remembered as long as a file's size and time stay. */
export interface Hashes {
  /** SHA-256, hex; AUTOMATIC1111 shows its first ten digits ("AutoV2"). */
  sha256(path: string, signal?: AbortSignal): Promise<string>;
  /** The remembered one, if there is any. */
  known(path: string): Promise<string | undefined>;
}

/** Hashes remembered in one JSON file; a file that cannot be read or written only costs the time to hash again. */
export function openHashes(cacheFile: string): Hashes {
  type Entries = z.infer<typeof Cache>;
  let entries: Promise<Entries> | undefined;
  const load = () =>
    (entries ??= readFile(cacheFile, "utf8").then(
      (text): Entries => Cache.catch({}).parse(parseOr(text, {})),
      (): Entries => ({}),
    ));

  let saving = Promise.resolve();
  /** Writes one after the other, each time with everything that is known by then. */
  function save(all: Entries): Promise<void> {
    saving = saving
      .then(async () => {
        await mkdir(dirname(cacheFile), { recursive: true });
        const text = new TextEncoder().encode(JSON.stringify(all));
        await writeFileAtomically(cacheFile, (append) => append(text));
      })
      .catch(() => undefined); // next time it costs the time to hash again
    return saving;
  }

  async function known(path: string): Promise<string | undefined> {
    const { size, mtimeMs } = await stat(path);
    const entry = (await load())[path];
    return entry?.size === size && entry.mtimeMs === mtimeMs ? entry.sha256 : undefined;
  }

  return {
    known,
    async sha256(path, signal) {
      const found = await known(path);
      if (found !== undefined) return found;
      const { size, mtimeMs } = await stat(path);
      const sha256 = await sha256Of(path, signal);
      const all = await load();
      all[path] = { size, mtimeMs, sha256 };
      await save(all);
      return sha256;
    },
  };
}

function parseOr(text: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
}
