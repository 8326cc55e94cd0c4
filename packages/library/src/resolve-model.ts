import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { libraryErrors } from "./errors.ts";
import type { ModelFile } from "./find-models.ts";
import { findModels } from "./find-models.ts";
import { foldersOf, type ShelfKind } from "./folders.ts";
import type { Hashes } from "./hash.ts";

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
  if (!info?.isFile()) return undefined;
  return { path, name: basename(path), stem: basename(path).replace(/\.[^.]+$/, "") };
};

function byName(files: readonly ModelFile[], reference: string): ModelFile | undefined {
  const title = reference.toLowerCase();
  const exact = files.find(
    ({ name, stem }) => name === reference || stem === reference || basename(name) === reference,
  );
  const spelled = files.find(({ name, stem }) => name.toLowerCase() === title || stem.toLowerCase() === title);
  const within = files
    .filter(({ name }) => name.toLowerCase().includes(title))
    .sort((a, b) => a.name.length - b.name.length)[0];
  return exact ?? spelled ?? within;
}

async function byHash(files: readonly ModelFile[], hash: string, hashes: Hashes): Promise<ModelFile | undefined> {
  const wanted = hash.toLowerCase();
  for (const read of [hashes.known, hashes.sha256])
    for (const file of files) if ((await read(file.path))?.startsWith(wanted)) return file;
  return undefined;
}

/**
 * The file that a user's words mean: a path, a name (with or without folder, suffix and `[hash]`), a part of a name
 * (the shortest that has it), or eight and more digits of a SHA-256.
 *
 * Errors: `library/notFound`. Source: AUTOMATIC1111 `sd_models.get_closet_checkpoint_match`.
 */
export async function resolveModel(reference: string, { roots, kind, hashes }: ResolveOptions): Promise<ModelFile> {
  const direct = await fileAt(resolve(reference));
  if (direct) return direct;
  const files = await findModels(roots, kind);
  const [, title, titleHash] = withHash.exec(reference) ?? [];
  const found = byName(files, reference) ?? (title ? byName(files, title) : undefined);
  if (found) return found;
  const hash = titleHash ?? (hashOnly.test(reference) ? reference : undefined);
  const hashed = hash === undefined ? undefined : await byHash(files, hash, hashes);
  if (hashed) return hashed;
  const folders = (await Promise.all(roots.map((root) => foldersOf(root, kind)))).flat();
  const nearest = files.slice(0, 5).map(({ name }) => name);
  throw libraryErrors.notFound({ reference, kind: kind === "vae" ? "VAE" : kind, nearest, folders });
}
