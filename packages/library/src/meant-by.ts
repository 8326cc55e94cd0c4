import { basename } from "node:path";
import type { ShelfKind } from "@danfang/domain";
import type { ModelFile } from "./find-models.ts";
import type { Hashes } from "./hash.ts";
import { readTitle } from "./model-title.ts";
import { findUpscalerNamed } from "./network-names.ts";

/** Among what the words are looked for. */
export interface Candidates {
  readonly kind: ShelfKind;
  /** Which of them answer to a name, best first. */
  readonly called: (name: string) => Iterable<ModelFile>;
  /** The one with the shortest name that has these words in it. */
  readonly withPart: (words: string) => ModelFile | undefined;
  /** The one whose SHA-256 begins so, among these or among all. */
  readonly hashed: (digits: string, among?: readonly ModelFile[]) => Promise<ModelFile | undefined>;
  /** All of a kind that has few: upscalers go by names of the WebUI's too. */
  readonly few: () => readonly ModelFile[];
}

/** What words may mean among files that are all at hand. */
export const candidatesAmong = (
  files: readonly ModelFile[],
  { kind, hashes, called }: { kind: ShelfKind; hashes: Hashes; called: Candidates["called"] },
): Candidates => ({
  kind,
  called,
  withPart: (words) => byPart(files, words),
  hashed: (digits, among = files) => byHash(among, digits, hashes),
  few: () => files,
});

/** What a file answers to, the most telling first. */
const namesOf: readonly ((file: ModelFile) => string)[] = [
  ({ name }) => name,
  ({ name }) => name.replace(/\.[^./]+$/, ""),
  ({ name }) => basename(name),
  ({ stem }) => stem,
];
const spellings = [(name: string) => name, (name: string) => name.toLowerCase()];

/** The safe format first, where the same model is there in two. */
const bySafety = (x: ModelFile, y: ModelFile) =>
  Number(y.path.endsWith(".safetensors")) - Number(x.path.endsWith(".safetensors"));

/** The files that answer to a name, best first. A table is made once its spelling is asked for. */
export function namesAmong(files: readonly ModelFile[]): Candidates["called"] {
  const safeFirst = files.toSorted(bySafety);
  const tables = spellings.flatMap((spelled) =>
    namesOf.map((nameOf) => {
      let table: ReadonlyMap<string, readonly ModelFile[]> | undefined;
      return (name: string) => {
        table ??= Map.groupBy(safeFirst, (file) => spelled(nameOf(file)));
        return table.get(spelled(name)) ?? [];
      };
    }),
  );
  return function* called(name) {
    const told = new Set<ModelFile>();
    for (const file of tables.values().flatMap((table) => table(name))) {
      if (!told.has(file)) yield file;
      told.add(file);
    }
  };
}

/** The file with the shortest name that has these words in it. */
function byPart(files: readonly ModelFile[], words: string): ModelFile | undefined {
  const part = words.toLowerCase();
  const within = files.filter(({ name }) => name.toLowerCase().includes(part));
  return within.sort((x, y) => x.name.length - y.name.length)[0];
}

/** Remembered hashes first; then files are read, one after the other. */
export async function byHash(
  files: readonly ModelFile[],
  hash: string,
  hashes: Hashes,
): Promise<ModelFile | undefined> {
  const wanted = hash.toLowerCase();
  for (const read of [hashes.known, hashes.sha256])
    for (const file of files) if ((await read(file.path))?.startsWith(wanted)) return file;
  return undefined;
}

async function named(words: string, { called, withPart, hashed }: Candidates): Promise<ModelFile | undefined> {
  const [best = withPart(words)] = called(words);
  if (best) return best;
  const title = readTitle(words);
  if (!title) return undefined;
  const namesakes = title.name === "" ? [] : [...called(title.name)];
  if (namesakes.length === 1) return namesakes[0];
  const found = await hashed(title.hash, namesakes.length > 0 ? namesakes : undefined);
  return found ?? namesakes[0] ?? (title.name === "" ? undefined : withPart(title.name));
}

/**
 * The one of these files that a user's words mean: a name (with or without folder, suffix and `[hash]`), a part of a name
 * (the shortest that has it), or eight and more digits of a SHA-256. Where several files have the name of a title, its
 * hash decides. Only hashes make it look into files, and only into these.
 *
 * Source: AUTOMATIC1111 `sd_models.get_closet_checkpoint_match`.
 */
export async function meantBy(words: string, among: Candidates): Promise<ModelFile | undefined> {
  const upscaler = among.kind === "upscaler" ? findUpscalerNamed(among.few(), words) : undefined;
  return upscaler ?? (await named(words, among));
}
