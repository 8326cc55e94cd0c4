import { readdir, realpath, stat } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import { foldersOf, type ShelfKind } from "./folders.ts";

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

/** Deeper than anybody sorts models; stops a loop of links. */
const deepest = 12;

const naturally = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** In this file of a folder, diffusers says of which parts the pipeline beside it consists. */
const pipelineIndex = "model_index.json";

interface Found {
  readonly path: string;
  readonly isFolder: boolean;
}

/** Files below a folder; a folder that is a whole model comes as one. */
async function* walk(folder: string, depth = 0, seen: ReadonlySet<string> = new Set()): AsyncGenerator<Found> {
  if (depth > deepest) return;
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined || seen.has(real)) return;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []); // unreadable: nothing to offer
  if (depth > 0 && entries.some(({ name }) => name === pipelineIndex))
    return void (yield { path: folder, isFolder: true });
  for (const entry of entries.sort((a, b) => naturally.compare(a.name, b.name))) {
    const path = join(folder, entry.name);
    const info = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry;
    if (info?.isDirectory()) yield* walk(path, depth + 1, new Set([...seen, real]));
    else if (info?.isFile()) yield { path, isFolder: false };
  }
}

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

/**
 * Every model of one kind below the roots, first root first, each folder in natural order. VAEs that lie beside
 * checkpoints come before those in folders of their own.
 */
export async function findModels(
  roots: readonly string[],
  kind: ShelfKind,
  suffix: RegExp = modelSuffixes[kind],
): Promise<ModelFile[]> {
  const found = new Map<string, ModelFile>();
  for (const root of roots)
    for (const { folder, suffix: wanted } of await searchesFor(root, kind, suffix))
      for await (const { path, isFolder } of walk(folder)) {
        if (found.has(path) || isAppleDouble(path)) continue;
        const isWanted = isFolder ? kind === "checkpoint" : wanted.test(basename(path));
        if (!isWanted) continue;
        const name = relative(folder, path).split(sep).join("/");
        found.set(path, isFolder ? { path, name, stem: basename(path), isFolder } : { path, name, stem: stemOf(path) });
      }
  return [...found.values()];
}
