import { stat } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { ModelEntry } from "@danfang/domain";
import { findModels, type Hashes, type ModelFile, olderSuffixes, type ShelfKind } from "@danfang/library";
import type { Database } from "../database/database.ts";
import { starterRoot } from "../places.ts";
import { modelsErrors } from "./errors.ts";
import type { Models } from "./models.ts";
import { modelId, readModelEntry } from "./read-model-entry.ts";

export interface ModelsOptions {
  readonly database: Database;
  readonly hashes: Hashes;
  /** In the order they are searched; asked each time, for settings may change. */
  readonly roots: () => Promise<readonly string[]>;
  readonly onChange: () => void;
}

interface Listed {
  readonly path: string;
  readonly entry: ModelEntry;
}

const kinds: readonly ShelfKind[] = ["checkpoint", "vae", "lora", "hypernetwork", "embedding"];
/** Headers read at once. */
const atOnce = 16;

/** Digits of a SHA-256 that AUTOMATIC1111 shows. */
const shortHash = 10;

/** The shelves, remembered in the database, so that ten thousand models need not be opened at a start. */
export function openModels({ database, hashes, roots, onChange }: ModelsOptions): Models {
  let current: Promise<readonly Listed[]> | undefined;
  let refreshing: Promise<readonly Listed[]> | undefined;

  /** What was listed last time, if it was for these roots. */
  async function remembered(): Promise<readonly Listed[]> {
    const wanted = new Set(await roots());
    const rows = database.all("SELECT path, root, entry FROM models ORDER BY rowid");
    return rows
      .filter(({ root }) => wanted.has(String(root)))
      .flatMap(({ path, entry }) => {
        const parsed = ModelEntry.safeParse(JSON.parse(String(entry)));
        return parsed.success ? [{ path: String(path), entry: parsed.data }] : [];
      });
  }

  async function lookThrough(): Promise<readonly Listed[]> {
    const old = new Map(database.all("SELECT * FROM models").map((row) => [String(row.path), row]));
    const rows: { root: string; size: number; modified: number; path: string; entry: ModelEntry }[] = [];
    const seen = new Set<string>();
    for (const root of await roots())
      for (const kind of kinds) {
        const files = (await findModels([root], kind, olderSuffixes[kind])).filter(({ path }) => !seen.has(path));
        for (let i = 0; i < files.length; i += atOnce)
          for (const row of await Promise.all(files.slice(i, i + atOnce).map((file) => look(file, kind, root)))) {
            if (row) rows.push(row);
            if (row) seen.add(row.path);
          }
      }
    database.transaction(() => {
      database.run("DELETE FROM models");
      for (const { path, root, size, modified, entry } of rows)
        database.run("INSERT INTO models VALUES (?, ?, ?, ?, ?)", path, root, size, modified, JSON.stringify(entry));
    });
    return rows.map(({ path, entry }) => ({ path, entry }));

    async function look({ path, name, stem }: ModelFile, kind: ShelfKind, root: string) {
      const info = await stat(path).catch(() => undefined);
      if (!info) return undefined; // went away meanwhile
      const row = old.get(path);
      const isSame = row?.size_bytes === info.size && row.modified_at === info.mtimeMs && row.root === root;
      const known = isSame ? ModelEntry.safeParse(JSON.parse(String(row.entry))).data : undefined;
      const folder = path.slice(0, path.length - name.length - 1);
      const isStarter = root === starterRoot;
      const entry =
        known?.kind === kind
          ? known
          : await readModelEntry({ path, name, stem }, { kind, folder, sizeBytes: info.size, isStarter });
      const hash = await hashes.known(path).catch(() => undefined);
      return {
        ...{ path, root, size: info.size, modified: info.mtimeMs },
        entry: hash ? { ...entry, hash: hash.slice(0, shortHash) } : entry,
      };
    }
  }

  async function refresh(): Promise<readonly Listed[]> {
    refreshing ??= lookThrough().finally(() => {
      refreshing = undefined;
    });
    const before = await current?.catch(() => []);
    const found = await refreshing;
    current = Promise.resolve(found);
    if (!isDeepStrictEqual(found, before)) onChange();
    return found;
  }

  function listed(): Promise<readonly Listed[]> {
    current ??= (async () => {
      const known = await remembered();
      if (known.length === 0) return lookThrough();
      queueMicrotask(() => void refresh().catch(() => undefined));
      return known;
    })();
    return current;
  }

  const find = async (id: string) => (await listed()).find(({ path }) => modelId(path) === id);
  const entriesOf = (all: readonly Listed[]) => all.map(({ entry }) => entry);
  return {
    async list(kind) {
      const entries = entriesOf(await listed());
      return kind === undefined ? entries : entries.filter((entry) => entry.kind === kind);
    },
    refresh: async () => entriesOf(await refresh()),
    get: async (id) => (await find(id))?.entry,
    path: async (id) => (await find(id))?.path,
    async hash(id) {
      const found = await find(id);
      if (!found) throw modelsErrors.notFound({ id });
      const sha256 = await hashes.sha256(found.path);
      const hash = sha256.slice(0, shortHash);
      const all = await listed();
      if (found.entry.hash !== hash) {
        current = Promise.resolve(all.map((one) => (one === found ? { ...one, entry: { ...one.entry, hash } } : one)));
        onChange();
      }
      return sha256;
    },
  };
}
