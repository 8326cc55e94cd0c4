import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { type DanfangError, nearest, type ShelfKind } from "@danfang/domain";
import { type CallFinder, calledAmong, mentionedAmong } from "./called.ts";
import { libraryErrors } from "./errors.ts";
import { type LookedThrough, type ModelFile, modelsIn, stemOf, walkFor } from "./find-models.ts";
import { foldersOf } from "./folders.ts";
import type { Hashes } from "./hash.ts";
import { type Candidates, candidatesAmong, meantBy, namesAmong } from "./meant-by.ts";
import { listVaes } from "./pair-vae.ts";
import type { Walk } from "./walk-folder.ts";
import { freshWalks, type Walks } from "./walks.ts";

/**
 * The models that there are, and the only way from a user's words to a file: whoever judges a name and whoever opens the
 * file ask the same shelf. What was put into a folder or taken from it is seen at the next call.
 */
export interface Shelf {
  /** Every model of a kind, the first root's first; the same list while nothing changed, where that is remembered. */
  list(kind: ShelfKind): Promise<readonly ModelFile[]>;
  /** The listed model that words mean; see {@link meantBy}. Errors: `library/notFound`. */
  find(kind: ShelfKind, words: string): Promise<ModelFile>;
  /** VAEs as {@link pairVae} takes them. */
  vaes(): Promise<ReadonlyMap<string, ModelFile>>;
  /** The first of a kind; undefined where there is none. */
  first(kind: ShelfKind): Promise<ModelFile | undefined>;
  /** What a prompt's tag means, see {@link calledAmong}; undefined where nothing is called so. */
  called(kind: ShelfKind, name: string): Promise<ModelFile | undefined>;
  /** Names of a kind that are most like this one, for whoever misspelled it. */
  like(kind: ShelfKind, name: string, most: number): Promise<string[]>;
  /** The textual inversions that a text may name. */
  mentioned(text: string): Promise<readonly ModelFile[]>;
}

export interface ShelfOptions {
  readonly roots: readonly string[];
  readonly hashes: Hashes;
  /** How folders are looked through: each time, or as remembered. */
  readonly walks?: Walks;
}

/** The models of one kind, as the folders were. */
interface Listing extends Pick<Candidates, "called"> {
  readonly files: readonly ModelFile[];
  readonly walks: readonly Walk[];
  readonly calledInPrompts: CallFinder;
}

/** Words that look like a path are words like others. */
export function openShelf({ roots, hashes, walks = freshWalks }: ShelfOptions): Shelf {
  const listings = new Map<ShelfKind, Listing>();
  async function listing(kind: ShelfKind): Promise<Listing> {
    const looked = await walkFor(roots, kind, walks);
    const before = listings.get(kind);
    if (before && isSame(before.walks, looked)) return before;
    const now = listingOf(looked, kind);
    listings.set(kind, now);
    return now;
  }
  /** A file that is remembered may be gone, and one that is not may have come. */
  async function search(kind: ShelfKind, words: string): Promise<ModelFile | undefined> {
    const { files, called } = await listing(kind);
    const found = await meantBy(words, candidatesAmong(files, { kind, hashes, called }));
    return found && (await stat(found.path).catch(() => undefined)) ? found : undefined;
  }
  return {
    list: async (kind) => (await listing(kind)).files,
    vaes: () => listVaes(roots, walks),
    first: async (kind) => (await listing(kind)).files[0],
    called: async (kind, name) => (await listing(kind)).calledInPrompts(name),
    mentioned: async (text) => mentionedAmong((await listing("embedding")).files, text),
    async like(kind, name, most) {
      const { files } = await listing(kind);
      return nearest(
        name,
        files.map(({ stem }) => stem),
        most,
      );
    },
    async find(kind, words) {
      const found = (await search(kind, words)) ?? (walks.forget() ? await search(kind, words) : undefined);
      if (found) return found;
      const [{ files }, folders] = await Promise.all([
        listing(kind),
        Promise.all(roots.map((root) => foldersOf(root, kind))),
      ]);
      throw notFound(kind, words, { names: files.map(({ name }) => name), folders: folders.flat() });
    },
  };
}

/** Says what there is most like what was asked for, which may have been a path, and where it was looked for. */
export const notFound = (
  kind: ShelfKind,
  words: string,
  { names, folders }: { readonly names: readonly string[]; readonly folders: readonly string[] },
): DanfangError =>
  libraryErrors.notFound({
    reference: words,
    kind: kind === "vae" ? "VAE" : kind,
    nearest: nearest(basename(words), names, 5),
    folders,
  });

const isSame = (before: readonly Walk[], looked: readonly LookedThrough[]): boolean =>
  before.length === looked.length && looked.every(({ walk }, i) => walk === before[i]);

/** Names are sorted when somebody first asks for one. */
function listingOf(looked: readonly LookedThrough[], kind: ShelfKind): Listing {
  const files = modelsIn(looked, kind);
  let names: Candidates["called"] | undefined;
  const called = (name: string) => {
    names ??= namesAmong(files);
    return names(name);
  };
  let calls: CallFinder | undefined;
  const calledInPrompts: CallFinder = (name) => {
    calls ??= calledAmong(files, kind);
    return calls(name);
  };
  return { files, called, calledInPrompts, walks: looked.map(({ walk }) => walk) };
}

/**
 * The same shelf for somebody at this machine, who may also name a file or a pipeline's folder by its path, from here or
 * absolute. A path wins over a name.
 */
export const withPaths = (shelf: Shelf): Shelf => ({
  ...shelf,
  find: async (kind, words) => (await fileAt(resolve(words))) ?? (await shelf.find(kind, words)),
});

async function fileAt(named: string): Promise<ModelFile | undefined> {
  const path = basename(named) === "model_index.json" ? dirname(named) : named; // of a pipeline, which is its folder
  const info = await stat(path).catch(() => undefined);
  if (info?.isFile()) return { path, name: basename(path), stem: stemOf(path) };
  const isPipeline =
    info?.isDirectory() && (await stat(join(path, "model_index.json")).catch(() => undefined))?.isFile();
  return isPipeline ? { path, name: basename(path), stem: basename(path), isFolder: true } : undefined;
}
