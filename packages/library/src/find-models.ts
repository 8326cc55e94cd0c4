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
}

/** File names that each kind may have. Source: AUTOMATIC1111, the loader of each kind; diffusers' `.bin`. */
const suffixes: Readonly<Record<ShelfKind, RegExp>> = {
  checkpoint: /(?<!\.vae)\.(safetensors|ckpt)$/i,
  vae: /\.(safetensors|ckpt|pt)$/i,
  lora: /\.(safetensors|ckpt|pt)$/i,
  hypernetwork: /\.(pt|ckpt|safetensors)$/i,
  embedding: /(?<!\.preview)\.(safetensors|pt|bin|png|webp)$/i,
  upscaler: /\.(pth|pt|safetensors|ckpt|bin)$/i,
};

export { suffixes as olderSuffixes };

/** Deeper than anybody sorts models; stops a loop of links. */
const deepest = 12;

const naturally = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

async function* walk(folder: string, depth = 0, seen: ReadonlySet<string> = new Set()): AsyncGenerator<string> {
  if (depth > deepest) return;
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined || seen.has(real)) return;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []); // unreadable: nothing to offer
  for (const entry of entries.sort((a, b) => naturally.compare(a.name, b.name))) {
    const path = join(folder, entry.name);
    const info = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry;
    if (info?.isDirectory()) yield* walk(path, depth + 1, new Set([...seen, real]));
    else if (info?.isFile()) yield path;
  }
}

/** What macOS keeps beside each file on other systems' drives: not the file, though it bears its name. */
const isAppleDouble = (path: string) => basename(path).startsWith("._");

const stemOf = (path: string) => basename(path).replace(/\.[^.]+$/, "");

/** Every model file of one kind below the roots, first root first, each folder in natural order. */
export async function findModels(
  roots: readonly string[],
  kind: ShelfKind,
  suffix: RegExp = suffixes[kind],
): Promise<ModelFile[]> {
  const found = new Map<string, ModelFile>();
  for (const root of roots)
    for (const folder of await foldersOf(root, kind))
      for await (const path of walk(folder))
        if (suffix.test(path) && !isAppleDouble(path) && !found.has(path))
          found.set(path, { path, name: relative(folder, path).split(sep).join("/"), stem: stemOf(path) });
  return [...found.values()];
}
