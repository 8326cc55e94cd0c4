import { stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { nearest } from "@danfang/domain";
import { libraryErrors } from "./errors.ts";
import { findModels, type ModelFile, stemOf } from "./find-models.ts";
import { foldersOf, type ShelfKind } from "./folders.ts";
import type { Hashes } from "./hash.ts";
import { meantBy } from "./meant-by.ts";

/**
 * The models that there are, and the only way from a user's words to a file: whoever judges a name and whoever opens the
 * file ask the same shelf.
 */
export interface Shelf {
  /** Every model of a kind, the first root's first. */
  list(kind: ShelfKind): Promise<readonly ModelFile[]>;
  /** The listed model that words mean; see {@link meantBy}. Errors: `library/notFound`. */
  find(kind: ShelfKind, words: string): Promise<ModelFile>;
}

export interface ShelfOptions {
  readonly roots: readonly string[];
  readonly hashes: Hashes;
}

/** A shelf that walks through the folders below its roots each time. Words that look like a path are words like others. */
export function openShelf({ roots, hashes }: ShelfOptions): Shelf {
  const list = (kind: ShelfKind) => findModels(roots, kind);
  return {
    list,
    async find(kind, words) {
      const files = await list(kind);
      const found = await meantBy(words, { files, kind, hashes });
      if (found) return found;
      const folders = (await Promise.all(roots.map((root) => foldersOf(root, kind)))).flat();
      throw libraryErrors.notFound({
        reference: words,
        kind: kind === "vae" ? "VAE" : kind,
        nearest: nearestFiles(words, files),
        folders,
      });
    },
  };
}

/**
 * The same shelf for somebody at this machine, who may also name a file or a pipeline's folder by its path, from here or
 * absolute. A path wins over a name.
 */
export const withPaths = (shelf: Shelf): Shelf => ({
  list: shelf.list,
  find: async (kind, words) => (await fileAt(resolve(words))) ?? (await shelf.find(kind, words)),
});

async function fileAt(path: string): Promise<ModelFile | undefined> {
  const info = await stat(path).catch(() => undefined);
  if (info?.isFile()) return { path, name: basename(path), stem: stemOf(path) };
  const isPipeline =
    info?.isDirectory() && (await stat(join(path, "model_index.json")).catch(() => undefined))?.isFile();
  return isPipeline ? { path, name: basename(path), stem: basename(path), isFolder: true } : undefined;
}

/** File names most like what was asked for, which may have been a path. */
const nearestFiles = (words: string, files: readonly ModelFile[]): string[] =>
  nearest(
    basename(words),
    files.map(({ name }) => name),
    5,
  );
