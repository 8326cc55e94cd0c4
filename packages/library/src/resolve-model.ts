import { stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { nearest } from "@danfang/domain";
import { libraryErrors } from "./errors.ts";
import type { ModelFile } from "./find-models.ts";
import { findModels, stemOf } from "./find-models.ts";
import { foldersOf, type ShelfKind } from "./folders.ts";
import type { Hashes } from "./hash.ts";
import { findUpscalerNamed } from "./network-names.ts";

export interface ResolveOptions {
  readonly roots: readonly string[];
  readonly kind: ShelfKind;
  readonly hashes: Hashes;
}

/** `name [hash]`, as AUTOMATIC1111 titles a checkpoint. */
const withHash = /^(.*?)\s*\[([0-9a-f]{8,64})\]$/i;
const hashOnly = /^[0-9a-f]{8,64}$/i;

const fileAt = async (path: string): Promise<ModelFile | undefined> => {
  const info = await stat(path).catch(() => undefined);
  if (info?.isFile()) return { path, name: basename(path), stem: stemOf(path) };
  const isPipeline =
    info?.isDirectory() && (await stat(join(path, "model_index.json")).catch(() => undefined))?.isFile();
  return isPipeline ? { path, name: basename(path), stem: basename(path), isFolder: true } : undefined;
};

/** What a file answers to, the most telling first. */
const namesOf = ({ name, stem }: ModelFile) => [name, name.replace(/\.[^./]+$/, ""), basename(name), stem];
const spellings = [(name: string) => name, (name: string) => name.toLowerCase()];

/** The safe format first, where the same model is there in two. */
const bySafety = (x: ModelFile, y: ModelFile) =>
  Number(y.path.endsWith(".safetensors")) - Number(x.path.endsWith(".safetensors"));

/** The files that answer to a name, best first. */
function byName(all: readonly ModelFile[], reference: string): ModelFile[] {
  const found = new Set<ModelFile>();
  const files = all.toSorted(bySafety);
  for (const spelled of spellings)
    for (let k = 0; k < 4; k++)
      for (const file of files) if (spelled(namesOf(file)[k]!) === spelled(reference)) found.add(file);
  return [...found];
}

/** The file with the shortest name that has these words in it. */
function byPart(files: readonly ModelFile[], words: string): ModelFile | undefined {
  const part = words.toLowerCase();
  const within = files.filter(({ name }) => name.toLowerCase().includes(part));
  return within.sort((x, y) => x.name.length - y.name.length)[0];
}

async function byHash(files: readonly ModelFile[], hash: string, hashes: Hashes): Promise<ModelFile | undefined> {
  const wanted = hash.toLowerCase();
  for (const read of [hashes.known, hashes.sha256])
    for (const file of files) if (!file.isFolder && (await read(file.path))?.startsWith(wanted)) return file;
  return undefined;
}

async function meant(reference: string, files: readonly ModelFile[], hashes: Hashes): Promise<ModelFile | undefined> {
  const named = byName(files, reference)[0] ?? byPart(files, reference);
  if (named) return named;
  const [, title = "", hash = hashOnly.exec(reference)?.[0]] = withHash.exec(reference) ?? [];
  const namesakes = title ? byName(files, title) : [];
  if (namesakes.length === 1) return namesakes[0];
  const hashed = hash && (await byHash(namesakes.length > 0 ? namesakes : files, hash, hashes));
  return hashed || (namesakes[0] ?? (title ? byPart(files, title) : undefined));
}

/**
 * The file that a user's words mean: a path, a name (with or without folder, suffix and `[hash]`), a part of a name
 * (the shortest that has it), or eight and more digits of a SHA-256. Where several files have the name of a title, its
 * hash decides.
 *
 * Errors: `library/notFound`. Source: AUTOMATIC1111 `sd_models.get_closet_checkpoint_match`.
 */
export async function resolveModel(reference: string, { roots, kind, hashes }: ResolveOptions): Promise<ModelFile> {
  const direct = await fileAt(resolve(reference));
  if (direct) return direct;
  const files = await findModels(roots, kind);
  const listed = kind === "upscaler" ? findUpscalerNamed(files, reference) : undefined;
  const found = listed ?? (await meant(reference, files, hashes));
  if (found) return found;
  const folders = (await Promise.all(roots.map((root) => foldersOf(root, kind)))).flat();
  throw libraryErrors.notFound({
    reference,
    kind: kind === "vae" ? "VAE" : kind,
    nearest: nearestFiles(reference, files),
    folders,
  });
}

/** File names most like what was asked for, which may have been a path. */
const nearestFiles = (reference: string, files: readonly ModelFile[]): string[] =>
  nearest(
    basename(reference).slice(0, 200),
    files.map(({ name }) => name),
    5,
  );
