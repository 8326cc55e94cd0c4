import { stat } from "node:fs/promises";
import { nearest, type ShelfKind } from "@danfang/domain";
import { foldersOf, type Hashes, type ModelFile, meantBy, notFound, type Shelf } from "@danfang/library";
import type { Database } from "../database/database.ts";
import { vaesIn } from "./index/index-vaes.ts";
import { revisionOf } from "./index/revision.ts";
import { searchIndex } from "./index/search-index.ts";
import type { Listing } from "./listing.ts";

export interface IndexShelfOptions {
  readonly database: Database;
  readonly hashes: Hashes;
  readonly listing: Pick<Listing, "ready" | "refresh" | "isFresh">;
  readonly roots: readonly string[];
}

/**
 * The shelf of the index: no folder is walked to find what is named. What is not found, or is gone, makes it look at the
 * disk once. The same answers as {@link openShelf}, but that case counts in letters beyond ASCII where a part of a name
 * is looked for.
 */
export function openIndexShelf({ database, hashes, listing, roots }: IndexShelfOptions): Shelf {
  const index = searchIndex({ database, hashes, roots });
  async function search(kind: ShelfKind, words: string): Promise<ModelFile | undefined> {
    return ifThere(await meantBy(words, index.candidates(kind)));
  }
  /** Whatever was put into a folder since is found too. */
  async function orAfterLooking(look: () => Promise<ModelFile | undefined>): Promise<ModelFile | undefined> {
    await listing.ready();
    const found = await look();
    if (found) return found;
    await listing.refresh();
    return look();
  }
  let vaes: { readonly revision: string; readonly listed: ReadonlyMap<string, ModelFile> } | undefined;
  return {
    async list(kind) {
      await listing.ready();
      return index.all(kind);
    },
    async first(kind) {
      await listing.ready();
      return index.first(kind);
    },
    async find(kind, words) {
      const found = await orAfterLooking(() => search(kind, words));
      if (found) return found;
      const folders = await Promise.all(roots.map((root) => foldersOf(root, kind)));
      const names = index.all(kind).map(({ name }) => name);
      throw notFound(kind, words, { names, folders: folders.flat() });
    },
    called: (kind, name) => orAfterLooking(() => ifThere(index.called(kind, name))),
    async like(kind, name, most) {
      const stems = index.all(kind).map(({ stem }) => stem);
      return nearest(name, stems, most);
    },
    async mentioned(text) {
      await listing.ready();
      if (!(await listing.isFresh("embedding"))) await listing.refresh();
      return index.mentioned(text);
    },
    async vaes() {
      await listing.ready();
      const revision = revisionOf(database);
      if (vaes?.revision !== revision) vaes = { revision, listed: vaesIn(database, roots) };
      return vaes.listed;
    },
  };
}

/** What is remembered may be gone. */
const ifThere = async (file: ModelFile | undefined): Promise<ModelFile | undefined> =>
  file && (await stat(file.path).catch(() => undefined)) ? file : undefined;
