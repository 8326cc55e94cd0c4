import { basename, relative, sep } from "node:path";
import { modelKinds, type ShelfKind } from "@danfang/domain";
import { foldersOf } from "./folders.ts";
import type { Stamp, Walk } from "./walk-folder.ts";
import { freshWalks, type Walks } from "./walks.ts";

/** A model file as it may be named. */
export interface ModelFile {
  readonly path: string;
  /** Path below its folder, with forward slashes: `photo/sd15.safetensors`. */
  readonly name: string;
  /** File name without its suffix: `sd15`. */
  readonly stem: string;
  /** Whether `path` is a folder, as diffusers saves a pipeline. */
  readonly isFolder?: boolean;
}

/** A VAE that lies beside its checkpoint, and is meant for it. */
const besideCheckpoint = /\.vae\.(safetensors|ckpt|pt)$/;

/** What macOS keeps beside each file on other systems' drives: not the file, though it bears its name. */
const isAppleDouble = (path: string) => basename(path).startsWith("._");

export const stemOf = (path: string): string => basename(path).replace(/\.[^.]+$/, "");

/** The folders to look through for a kind, and what its files are called there. */
async function searchesFor(root: string, kind: ShelfKind) {
  const suffix = modelKinds[kind].files;
  const own = (await foldersOf(root, kind)).map((folder) => ({ folder, suffix }));
  if (kind !== "vae") return own;
  const beside = await foldersOf(root, "checkpoint");
  return [...beside.map((folder) => ({ folder, suffix: besideCheckpoint })), ...own];
}

/** What a search for models passed over; nothing of it stops the search. */
export type PassedOver = Omit<Walk, "found" | "seen">;

/** Models of one kind, and what was passed over on the way. */
export interface ModelSearch {
  readonly files: readonly ModelFile[];
  readonly passedOver: PassedOver;
}

/** A folder that was looked through for a kind. */
export interface LookedThrough {
  readonly folder: string;
  /** What the kind's files are called there. */
  readonly suffix: RegExp;
  readonly walk: Walk;
}

/** Looks through the folders of a kind, the first root's first. */
export async function walkFor(roots: readonly string[], kind: ShelfKind, walks: Walks): Promise<LookedThrough[]> {
  const searches = (await Promise.all(roots.map((root) => searchesFor(root, kind)))).flat();
  return Promise.all(searches.map(async (search) => ({ ...search, walk: await walks.at(search.folder) })));
}

/** The models of a kind among what was found. */
export function modelsIn(looked: readonly LookedThrough[], kind: ShelfKind): ModelFile[] {
  const files = new Map<string, ModelFile>();
  for (const { folder, suffix, walk } of looked)
    for (const { path, isFolder } of walk.found) {
      if (files.has(path) || isAppleDouble(path)) continue;
      const isWanted = isFolder ? kind === "checkpoint" : suffix.test(basename(path));
      if (!isWanted) continue;
      const name = relative(folder, path).split(sep).join("/");
      files.set(path, isFolder ? { path, name, stem: basename(path), isFolder } : { path, name, stem: stemOf(path) });
    }
  return [...files.values()];
}

/**
 * Every model of one kind below the roots, first root first, each folder in natural order. VAEs that lie beside
 * checkpoints come before those in folders of their own.
 */
export async function searchModels(
  roots: readonly string[],
  kind: ShelfKind,
  walks: Walks = freshWalks,
): Promise<ModelSearch> {
  const looked = await walkFor(roots, kind, walks);
  return { files: modelsIn(looked, kind), passedOver: joinPassedOver(looked.map(({ walk }) => walk)) };
}

/** A model file with the folder it was found in. */
export interface PlacedFile extends ModelFile {
  readonly folder: string;
  /** Which of the kind's folders below its root that is; those of a VAE beside its checkpoint come first, below 0. */
  readonly place: number;
}

/** What one root holds of a kind, and what else lies there. */
export interface RootSearch {
  readonly files: readonly PlacedFile[];
  /** Paths of all files in the folders that were looked through: sidecars are among them. */
  readonly others: { has(path: string): boolean };
  /** Each folder and link that was looked at, and how to tell that it changed. */
  readonly seen: readonly (readonly [folder: string, stamp: Stamp])[];
  readonly passedOver: PassedOver;
}

/** {@link searchModels} of one root, with the places of what was found. */
export async function searchRoot(root: string, kind: ShelfKind, walks: Walks): Promise<RootSearch> {
  const looked = await walkFor([root], kind, walks);
  const isBeside = ({ suffix }: LookedThrough) => suffix === besideCheckpoint;
  const beside = looked.filter(isBeside).length;
  const files = new Map<string, PlacedFile>();
  for (const [i, one] of looked.entries())
    for (const file of modelsIn([one], kind))
      if (!files.has(file.path)) files.set(file.path, { ...file, folder: one.folder, place: i - beside });
  const sets = looked.map(({ walk }) => pathsOf(walk));
  return {
    files: [...files.values()],
    others: { has: (path) => sets.some((set) => set.has(path)) },
    seen: looked.flatMap(({ walk }) => [...walk.seen]),
    passedOver: joinPassedOver(looked.map(({ walk }) => walk)),
  };
}

const knownPaths = new WeakMap<Walk, ReadonlySet<string>>();
function pathsOf(walk: Walk): ReadonlySet<string> {
  const found = knownPaths.get(walk) ?? new Set(walk.found.map(({ path }) => path));
  knownPaths.set(walk, found);
  return found;
}

/** Several searches of one folder: what each passed over, said once. */
export const joinPassedOver = (all: readonly PassedOver[]): PassedOver => ({
  circles: [...new Set(all.flatMap(({ circles }) => circles))],
  unreadable: [...new Set(all.flatMap(({ unreadable }) => unreadable))],
  isCutShort: all.some(({ isCutShort }) => isCutShort),
});

/** The files of {@link searchModels}. */
export const findModels = async (roots: readonly string[], kind: ShelfKind, walks?: Walks): Promise<ModelFile[]> => [
  ...(await searchModels(roots, kind, walks)).files,
];
