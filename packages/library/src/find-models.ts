import { basename, relative, sep } from "node:path";
import { foldersOf, type ShelfKind } from "./folders.ts";
import { type Walk, walkFolder } from "./walk-folder.ts";

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

/** What each kind's files are called. Source: AUTOMATIC1111 v1.10.1, in each kind's loader. */
export const modelSuffixes: Readonly<Record<ShelfKind, RegExp>> = {
  checkpoint: /(?<!\.vae)\.(safetensors|ckpt)$/i,
  vae: /\.(safetensors|ckpt|pt)$/i,
  lora: /\.(safetensors|ckpt|pt)$/i,
  hypernetwork: /(?<!^none)\.(safetensors|ckpt|pt)$/i,
  embedding: /(\.(safetensors|pt|bin)|(?<!\.preview)\.(png|webp|avif|jxl))$/i,
  upscaler: /\.(safetensors|pth|pt)$/i,
  previewVae: /\.(safetensors|pth|pt)$/i,
};

/** A VAE that lies beside its checkpoint, and is meant for it. */
const besideCheckpoint = /\.vae\.(safetensors|ckpt|pt)$/;

/** What macOS keeps beside each file on other systems' drives: not the file, though it bears its name. */
const isAppleDouble = (path: string) => basename(path).startsWith("._");

export const stemOf = (path: string): string => basename(path).replace(/\.[^.]+$/, "");

/** The folders to look through for a kind, and what its files are called there. */
async function searchesFor(root: string, kind: ShelfKind, suffix: RegExp) {
  const own = (await foldersOf(root, kind)).map((folder) => ({ folder, suffix }));
  if (kind !== "vae") return own;
  const beside = await foldersOf(root, "checkpoint");
  return [...beside.map((folder) => ({ folder, suffix: besideCheckpoint })), ...own];
}

/** What a search for models passed over; nothing of it stops the search. */
export type PassedOver = Omit<Walk, "found">;

/** Models of one kind, and what was passed over on the way. */
export interface ModelSearch {
  readonly files: readonly ModelFile[];
  readonly passedOver: PassedOver;
}

/**
 * Every model of one kind below the roots, first root first, each folder in natural order. VAEs that lie beside
 * checkpoints come before those in folders of their own.
 */
export async function searchModels(
  roots: readonly string[],
  kind: ShelfKind,
  suffix: RegExp = modelSuffixes[kind],
): Promise<ModelSearch> {
  const files = new Map<string, ModelFile>();
  const walks: Walk[] = [];
  for (const root of roots)
    for (const { folder, suffix: wanted } of await searchesFor(root, kind, suffix)) {
      const walk = await walkFolder(folder);
      walks.push(walk);
      for (const { path, isFolder } of walk.found) {
        if (files.has(path) || isAppleDouble(path)) continue;
        const isWanted = isFolder ? kind === "checkpoint" : wanted.test(basename(path));
        if (!isWanted) continue;
        const name = relative(folder, path).split(sep).join("/");
        files.set(path, isFolder ? { path, name, stem: basename(path), isFolder } : { path, name, stem: stemOf(path) });
      }
    }
  return { files: [...files.values()], passedOver: joinPassedOver(walks) };
}

/** Several searches of one folder: what each passed over, said once. */
export const joinPassedOver = (all: readonly PassedOver[]): PassedOver => ({
  circles: [...new Set(all.flatMap(({ circles }) => circles))],
  unreadable: [...new Set(all.flatMap(({ unreadable }) => unreadable))],
  isCutShort: all.some(({ isCutShort }) => isCutShort),
});

/** The files of {@link searchModels}. */
export const findModels = async (roots: readonly string[], kind: ShelfKind, suffix?: RegExp): Promise<ModelFile[]> => [
  ...(await searchModels(roots, kind, suffix)).files,
];
