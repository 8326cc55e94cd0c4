import { stat } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { type ListedKind, listedKinds, type ModelCounts, ModelEntry } from "@danfang/domain";
import { contentOf, ifReadable } from "@danfang/formats";
import { type Hashes, joinPassedOver, listVaes, type ModelFile, type PassedOver, searchModels } from "@danfang/library";
import { starterRoot } from "@danfang/workbench";
import { z } from "zod";
import { jsonOf } from "../database/columns.ts";
import type { Database } from "../database/database.ts";
import { whenFree } from "../database/when-free.ts";
import { attended } from "../health/attended.ts";
import type { Troubles } from "../health/troubles.ts";
import { automaticVaeOf, isStillKnown } from "./automatic-vae.ts";
import { modelsErrors } from "./errors.ts";
import { previewFinder } from "./find-preview.ts";
import { type ModelDetails, readModelDetails } from "./model-details.ts";
import { readWordsBeside } from "./model-notes.ts";
import type { ModelPreviews } from "./model-previews.ts";
import type { ListedModel, Models } from "./models.ts";
import { readModelEntry } from "./read-model-entry.ts";
import { viewModel } from "./view-model.ts";

export interface ModelsOptions {
  readonly database: Database;
  readonly hashes: Hashes;
  /** A cache of small previews. */
  readonly previews: ModelPreviews;
  /** In the order they are searched; asked each time, for settings may change. */
  readonly roots: () => Promise<readonly string[]>;
  readonly onChange: () => void;
  /** Told of what nobody asked for: looking through the folders, remembering what was found. */
  readonly troubles: Pick<Troubles, "begin" | "over">;
  /** Does work that nobody waits for, now or as soon as the disk and other programs let it be done. */
  readonly keep: (work: () => Promise<unknown>) => void;
}

/** A model as it was found on the disk. */
interface Found extends Listed {
  readonly size: number;
  readonly modified: number;
}

interface Listed {
  readonly path: string;
  readonly root: string;
  readonly entry: ListedModel;
}

/** A model as the database remembers it. */
const KeptModel = ModelEntry.omit({ previewUrl: true }).extend({
  previewVersion: z.string().optional(),
  wordsBeside: z.array(z.string()).optional(),
});

/** Headers read at once. */
const atOnce = 16;

/** Digits of a SHA-256 that AUTOMATIC1111 shows. */
const shortHash = 10;

/** The shelves, remembered in the database, so that ten thousand models need not be opened at a start. */
export function openModels({ database, hashes, previews, roots, onChange, troubles, keep }: ModelsOptions): Models {
  let current: Promise<readonly Listed[]> | undefined;
  let refreshing: Promise<readonly Listed[]> | undefined;
  /** What was listed last, and what was passed over in the roots that were looked through since the start. */
  let complete: readonly Listed[] = [];
  let passedOver: ReadonlyMap<string, PassedOver> = new Map();

  /** What was listed last time, if it was for these roots. */
  async function remembered(): Promise<readonly Listed[]> {
    const wanted = new Set(await roots());
    const rows = database.all("SELECT path, root, entry FROM models ORDER BY rowid");
    return rows
      .filter(({ root }) => wanted.has(String(root)))
      .flatMap(({ path, root, entry }) => {
        const known = jsonOf(KeptModel, entry);
        return known ? [{ path: String(path), root: String(root), entry: known }] : [];
      });
  }

  let found: readonly Found[] = [];
  const remember = () => whenFree(database, () => database.transaction(replaceAll));
  function replaceAll(): void {
    database.run("DELETE FROM models");
    for (const { path, root, size, modified, entry } of found)
      database.run("INSERT INTO models VALUES (?, ?, ?, ?, ?)", path, root, size, modified, JSON.stringify(entry));
  }

  async function lookThrough(): Promise<readonly Listed[]> {
    const old = new Map(database.all("SELECT * FROM models").map((row) => [String(row.path), row]));
    const rows: Found[] = [];
    const findPreview = previewFinder();
    const vaes = await listVaes(await roots());
    const seen = new Set<string>();
    const leftOut = new Map<string, PassedOver>();
    for (const root of await roots())
      for (const kind of listedKinds) {
        const search = await searchModels([root], kind);
        leftOut.set(root, joinPassedOver([search.passedOver, ...(leftOut.has(root) ? [leftOut.get(root)!] : [])]));
        const files = search.files.filter(({ path }) => !seen.has(path));
        for (let i = 0; i < files.length; i += atOnce)
          for (const row of await Promise.all(files.slice(i, i + atOnce).map((file) => look(file, kind, root)))) {
            if (row) rows.push(row);
            if (row) seen.add(row.path);
          }
      }
    found = rows;
    keep(remember); // what was found is the answer, whether or not it can be remembered now
    passedOver = leftOut;
    complete = rows.map(({ path, root, entry }) => ({ path, root, entry }));
    return complete;

    async function look({ path, name, stem }: ModelFile, kind: ListedKind, root: string) {
      const info = await stat(path).catch(() => undefined);
      if (!info) return undefined; // went away meanwhile
      const row = old.get(path);
      const isSame = row?.size_bytes === info.size && row.modified_at === info.mtimeMs && row.root === root;
      const known = isSame ? jsonOf(KeptModel, row.entry) : undefined;
      const folder = path.slice(0, path.length - name.length - 1);
      const isStarter = root === starterRoot;
      const file = { path, name, stem };
      const read = () => readModelEntry(file, { kind, folder, sizeBytes: info.size, isStarter });
      const isWhole = !known?.problem || known.problem.facts; // an earlier version kept no facts to tell it with
      const remembered = known?.kind === kind && isWhole ? known : undefined;
      const entry = remembered && (await isStillKnown(path, remembered, vaes)) ? remembered : await read();
      if (!entry) return undefined; // only a picture
      const sha256 = await hashes.known(path).catch(() => undefined);
      const previewVersion = ifReadable(await findPreview(path))?.version;
      const wordsBeside = kind === "lora" ? await readWordsBeside(path) : [];
      const automaticVae = kind === "checkpoint" ? await automaticVaeOf(path, entry, vaes) : undefined;
      return {
        ...{ path, root, size: info.size, modified: info.mtimeMs },
        entry: {
          ...bare(entry),
          ...(sha256 === undefined ? {} : hashFields(sha256)),
          ...(previewVersion === undefined ? {} : { previewVersion }),
          ...(automaticVae ? { automaticVae } : {}),
          ...(wordsBeside.length > 0 ? { wordsBeside } : {}),
        },
      };
    }
  }

  /** Anew, should other roots be named meanwhile. */
  async function lookThroughThese(wanted: readonly string[]): Promise<readonly Listed[]> {
    const found = await lookThrough();
    const now = await roots();
    return isDeepStrictEqual(now, wanted) ? found : lookThroughThese(now);
  }

  function refresh(): Promise<readonly Listed[]> {
    refreshing ??= lookAgain().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  }

  async function lookAgain(): Promise<readonly Listed[]> {
    const before = await current?.catch(() => []);
    const found = await lookThroughThese(await roots());
    current = Promise.resolve(found);
    if (!isDeepStrictEqual(found, before)) onChange();
    return found;
  }

  function listed(): Promise<readonly Listed[]> {
    current ??= (async () => {
      const known = await remembered();
      complete = known;
      if (known.length === 0) return lookThrough();
      queueMicrotask(attended(troubles, "models", refresh));
      return known;
    })();
    const now = current;
    now.catch(() => {
      if (current === now) current = undefined; // the next who asks has it tried again
    });
    return now;
  }

  /** With what changed about a model; undefined for one that is not on these shelves. */
  async function changed(path: string, change: Partial<ListedModel>): Promise<ListedModel | undefined> {
    const now = listed().then((all) =>
      all.map((one) => (one.path === path ? { ...one, entry: { ...one.entry, ...change } } : one)),
    );
    current = now; // so that the next change builds on this one
    const found = (await now).find((one) => one.path === path)?.entry;
    if (found) onChange();
    return found;
  }
  /** Once folders are looked through: a look that has passed the file already would forget its hash. */
  async function learn(path: string, sha256: string): Promise<void> {
    await refreshing?.catch(() => undefined);
    await changed(path, hashFields(sha256));
  }
  const learned = attended(troubles, "models", learn);
  hashes.watch((path, sha256) => {
    if (current) learned(path, sha256);
  });

  const find = async (id: string) => (await listed()).find(({ entry }) => entry.id === id);
  async function demand(id: string): Promise<Listed> {
    const found = await find(id);
    if (!found) throw modelsErrors.notFound({ id });
    return found;
  }
  /** After its picture changed. */
  async function looked(found: Listed): Promise<ListedModel> {
    const previewVersion = ifReadable(await previewFinder()(found.path))?.version;
    return (await changed(found.path, { previewVersion })) ?? found.entry;
  }
  const details = rememberDetails();
  const entriesOf = (all: readonly Listed[]) => all.map(({ entry }) => entry);
  return {
    async list(kind) {
      const entries = entriesOf(await listed());
      return kind === undefined ? entries : entries.filter((entry) => entry.kind === kind);
    },
    refresh: async () => entriesOf(await refresh()),
    inRoot(root) {
      const entries = complete.filter((one) => one.root === root).map(({ entry }) => entry);
      const known = passedOver.get(root);
      return { counts: countsOf(entries), passedOver: known, isUnseen: known === undefined && entries.length === 0 };
    },
    get: async (id) => (await find(id))?.entry,
    path: async (id) => (await find(id))?.path,
    async details(id) {
      const found = await find(id);
      return found && details(found);
    },
    async preview(id, size) {
      const found = await find(id);
      const preview = found && ifReadable(await previewFinder()(found.path));
      return preview && previews.show(id, preview, size);
    },
    async view(id) {
      const found = await find(id);
      if (!found) return undefined;
      const isOwn = !found.entry.isStarter && (await previews.isOwn(found.path).catch(() => false));
      return viewModel(found.path, found.entry, await details(found), isOwn);
    },
    async choosePreview(id, picture, consent = {}) {
      const found = await demand(id);
      await previews.choose(found.entry, found.path, picture, consent);
      return looked(found);
    },
    async removePreview(id, consent = {}) {
      const found = await demand(id);
      const preview = contentOf(await previewFinder()(found.path));
      if (preview) await previews.remove(found.entry, found.path, preview, consent);
      return looked(found);
    },
    async undoPreview(id) {
      const found = await demand(id);
      await previews.undo(id);
      return looked(found);
    },
    async hash(id) {
      const { path, entry } = await demand(id);
      const sha256 = await hashes.sha256(path);
      if (entry.sha256 !== sha256) await changed(path, hashFields(sha256)); // another program's cache may have known it
      return sha256;
    },
    tensorHash: async (id) => hashes.tensorSha256((await demand(id)).path),
  };
}

const countsOf = (entries: readonly ListedModel[]): ModelCounts =>
  Object.fromEntries(
    Map.groupBy(entries, ({ kind }) => kind)
      .entries()
      .map(([kind, some]) => [kind, some.length]),
  );
const hashFields = (sha256: string) => ({ hash: sha256.slice(0, shortHash), sha256 });
const bare = ({ previewVersion: _, wordsBeside: __, ...entry }: ListedModel): ListedModel => entry;

/** Reads each file once for as long as it stays the same. */
function rememberDetails(): (listed: Listed) => Promise<ModelDetails | undefined> {
  const known = new Map<string, { readonly stamp: string; readonly details: ModelDetails | undefined }>();
  return async ({ path, entry }) => {
    const info = await stat(path).catch(() => undefined);
    const stamp = `${info?.mtimeMs} ${info?.size}`;
    const found = known.get(path);
    if (found?.stamp === stamp) return found.details;
    const details = await readModelDetails(path, entry).catch(() => undefined);
    known.set(path, { stamp, details });
    return details;
  };
}
