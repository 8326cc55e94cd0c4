import { basename } from "node:path";
import type { ModelFile } from "./find-models.ts";
import type { ShelfKind } from "./folders.ts";
import type { Hashes } from "./hash.ts";
import { readTitle } from "./model-title.ts";
import { findUpscalerNamed } from "./network-names.ts";

/** Among what the words are looked for. */
export interface Candidates {
  readonly files: readonly ModelFile[];
  readonly kind: ShelfKind;
  readonly hashes: Hashes;
}

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

async function named(words: string, files: readonly ModelFile[], hashes: Hashes): Promise<ModelFile | undefined> {
  const called = byName(files, words)[0] ?? byPart(files, words);
  if (called) return called;
  const title = readTitle(words);
  if (!title) return undefined;
  const namesakes = title.name === "" ? [] : byName(files, title.name);
  if (namesakes.length === 1) return namesakes[0];
  const hashed = await byHash(namesakes.length > 0 ? namesakes : files, title.hash, hashes);
  return hashed ?? namesakes[0] ?? (title.name === "" ? undefined : byPart(files, title.name));
}

/**
 * The one of these files that a user's words mean: a name (with or without folder, suffix and `[hash]`), a part of a name
 * (the shortest that has it), or eight and more digits of a SHA-256. Where several files have the name of a title, its
 * hash decides. Only hashes make it look into files, and only into these.
 *
 * Source: AUTOMATIC1111 `sd_models.get_closet_checkpoint_match`.
 */
export async function meantBy(words: string, { files, kind, hashes }: Candidates): Promise<ModelFile | undefined> {
  const upscaler = kind === "upscaler" ? findUpscalerNamed(files, words) : undefined;
  return upscaler ?? (await named(words, files, hashes));
}
