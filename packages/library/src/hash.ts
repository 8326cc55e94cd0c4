import { createHash } from "node:crypto";
import { createReadStream, type Stats } from "node:fs";
import { mkdir, open, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { defined, Sha256 } from "@danfang/domain";
import { ifReadable, readJsonFile, writeBytes } from "@danfang/formats";
import { z } from "zod";

const Cache = z.record(
  z.string(),
  z.object({
    size: z.number(),
    mtimeMs: z.number(),
    sha256: Sha256.optional(),
    tensorSha256: Sha256.optional(),
    autoV1: z
      .string()
      .regex(/^[0-9a-f]{8}$/)
      .optional(),
  }),
);

/** Bytes of a cache that are read: those of some 200,000 models. */
const largestCache = 64 * 1024 * 1024;
/** Bytes hashed at once. */
const stretch = 4 * 1024 * 1024;

/** SHA-256 of a whole file, hex. Errors: those of the file system; `signal` stops it. */
export const sha256Of = (path: string, signal?: AbortSignal): Promise<Sha256> => digestFrom(path, 0, signal);

async function digestFrom(path: string, start: number, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of createReadStream(path, { start, highWaterMark: stretch, ...defined({ signal }) }))
    hash.update(bytes as Uint8Array);
  return hash.digest("hex");
}

/**
 * SHA-256 of the tensors of a `.safetensors` file, without the header that editors of metadata change; of another file
 * that of all of it. Infotexts name LoRAs by its first twelve digits ("AutoV3").
 */
export const sha256OfTensors = async (path: string, signal?: AbortSignal): Promise<string> =>
  digestFrom(path, await tensorsBegin(path), signal);

/** Where the tensors of a `.safetensors` file begin; 0 in any other. */
async function tensorsBegin(path: string): Promise<number> {
  const file = await open(path);
  try {
    const head = new Uint8Array(9);
    const { bytesRead } = await file.read(head, 0, 9, 0);
    const header = Number(new DataView(head.buffer).getBigUint64(0, true));
    const isSafetensors = bytesRead === 9 && head[8] === 0x7b && header < (await file.stat()).size;
    return isSafetensors ? 8 + header : 0;
  } finally {
    await file.close();
  }
}

/** Every hash that programs name a model by, hex. */
export interface ModelHashes {
  readonly sha256: Sha256;
  /** AUTOMATIC1111's first one, which many files share. */
  readonly autoV1: string;
  /** {@link sha256OfTensors}. */
  readonly tensorSha256: Sha256;
}

/** What AutoV1 looks at: so many bytes from there. Source: AUTOMATIC1111 `sd_models.model_hash`. */
const autoV1 = { begin: 0x100000, end: 0x110000, digits: 8 };

/** All of {@link ModelHashes} in one read. Errors: those of the file system; `signal` stops it. */
async function hashesOf(path: string, signal?: AbortSignal): Promise<ModelHashes> {
  const begin = await tensorsBegin(path);
  const [whole, window, tensors] = [createHash("sha256"), createHash("sha256"), createHash("sha256")];
  let at = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: stretch, ...defined({ signal }) })) {
    const bytes = chunk as Uint8Array;
    const between = (from: number, to: number) => bytes.subarray(clamp(from - at), clamp(to - at));
    const clamp = (offset: number) => Math.max(0, Math.min(bytes.length, offset));
    whole.update(bytes);
    window.update(between(autoV1.begin, autoV1.end));
    if (begin > 0) tensors.update(between(begin, Number.POSITIVE_INFINITY));
    at += bytes.length;
  }
  const sha256 = whole.digest("hex");
  return {
    sha256,
    autoV1: window.digest("hex").slice(0, autoV1.digits),
    tensorSha256: begin > 0 ? tensors.digest("hex") : sha256,
  };
}

/** Hashes that are remembered as long as a file's size and time stay. */
export interface Hashes {
  /** SHA-256, hex; AUTOMATIC1111 shows its first ten digits ("AutoV2"). */
  sha256(path: string, signal?: AbortSignal): Promise<Sha256>;
  /** {@link sha256OfTensors}, hex. */
  tensorSha256(path: string, signal?: AbortSignal): Promise<Sha256>;
  /** All of them, in one read where any is not remembered. */
  all(path: string, signal?: AbortSignal): Promise<ModelHashes>;
  /** The remembered SHA-256 of the whole file, if there is any. */
  known(path: string): Promise<Sha256 | undefined>;
  /** Files that have other names now keep what is known of them. */
  renamed(files: readonly { readonly from: string; readonly to: string }[]): Promise<void>;
  /** Calls `learn` with every file whose SHA-256 becomes known from now on. */
  watch(learn: (path: string, sha256: Sha256) => void): void;
}

type Entries = z.infer<typeof Cache>;

/** What is remembered, in one JSON file. */
function openCache(cacheFile: string) {
  let entries: Promise<Entries> | undefined;
  const load = () =>
    (entries ??= readJsonFile(cacheFile, largestCache).then(
      (reading): Entries => Cache.catch({}).parse(ifReadable(reading)), // a wrong entry is a reason to believe none
    ));

  let saving = Promise.resolve();
  /** Writes one after the other, each time with everything that is known by then. */
  function save(all: Entries): Promise<void> {
    saving = saving
      .then(async () => {
        await mkdir(dirname(cacheFile), { recursive: true, mode: 0o700 }); // it may be the first thing in a new home
        await writeBytes(cacheFile, new TextEncoder().encode(JSON.stringify(all)));
      })
      .catch(() => undefined); // next time it costs the time to hash again
    return saving;
  }

  return { load, save };
}

/** Of files alone; see {@link withFolders}. A cache that cannot be read or written only costs the time to hash again. */
export function openFileHashes(cacheFile: string): Hashes {
  const { load, save } = openCache(cacheFile);
  type Name = keyof ModelHashes;
  async function remembered(path: string, name: Name): Promise<string | undefined> {
    const { size, mtimeMs } = await stat(path);
    const entry = (await load())[path];
    return entry?.size === size && entry.mtimeMs === mtimeMs ? entry[name] : undefined;
  }

  const watchers: ((path: string, sha256: Sha256) => void)[] = [];
  async function hashed(path: string, name: Name, hash: () => Promise<string>): Promise<string> {
    const found = await remembered(path, name);
    if (found !== undefined) return found;
    const info = await stat(path);
    const digest = await hash();
    await remember(path, info, { [name]: digest });
    return digest;
  }
  async function remember(path: string, { size, mtimeMs }: Stats, digests: Partial<ModelHashes>): Promise<void> {
    const all = await load();
    const known = all[path];
    const isSame = known?.size === size && known.mtimeMs === mtimeMs;
    all[path] = { ...(isSame ? known : {}), size, mtimeMs, ...digests };
    await save(all);
    const { sha256 } = digests;
    if (sha256 !== undefined) for (const learn of watchers) learn(path, sha256);
  }
  async function all(path: string, signal?: AbortSignal): Promise<ModelHashes> {
    const info = await stat(path);
    const known = (await load())[path];
    const { sha256, autoV1, tensorSha256 } = known ?? {};
    const isSame = known?.size === info.size && known.mtimeMs === info.mtimeMs;
    if (isSame && sha256 && autoV1 && tensorSha256) return { sha256, autoV1, tensorSha256 };
    const found = await hashesOf(path, signal);
    await remember(path, info, found);
    return found;
  }

  async function renamed(files: Parameters<Hashes["renamed"]>[0]): Promise<void> {
    const all = await load();
    const known = files.filter(({ from }) => all[from] !== undefined);
    for (const { from, to } of known) Object.assign(all, { [to]: all[from] });
    if (known.length > 0) await save(all);
  }

  return {
    all,
    renamed,
    known: (path) => remembered(path, "sha256"),
    sha256: (path, signal) => hashed(path, "sha256", () => sha256Of(path, signal)),
    tensorSha256: (path, signal) => hashed(path, "tensorSha256", () => sha256OfTensors(path, signal)),
    watch(learn) {
      watchers.push(learn);
    },
  };
}
