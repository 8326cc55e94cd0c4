import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { listedKinds, modelKinds, type ShelfKind, shelfKinds } from "@danfang/domain";

/** InvokeAI sorts by family first. */
const invokeFamilies = ["sd-1", "sd-2", "sdxl", "sdxl-refiner", "any"] as const;

/** Where a program's folder may stand below a root: its installation, or its folder of models. */
const waysTo = (program: string, folder: string): readonly string[] =>
  program === "invokeai"
    ? invokeFamilies.map((family) => `models/${family}/${folder}`)
    : [...new Set([folder, folder.replace(/^models\//i, "")])];

/** Where programs keep a kind, below their installation or their folder of models. */
const placesOf = (kind: ShelfKind): readonly string[] =>
  Object.entries<readonly string[]>(modelKinds[kind].folders).flatMap(([program, folders]) =>
    folders.flatMap((folder) => waysTo(program, folder)),
  );
const places = Object.fromEntries(shelfKinds.map((kind) => [kind, placesOf(kind)])) as Readonly<
  Record<ShelfKind, readonly string[]>
>;

const isFolder = async (path: string) => (await stat(path).catch(() => undefined))?.isDirectory() ?? false;

/** The known places of these kinds below a root, each once. */
export async function findPlaces(root: string, kinds: readonly ShelfKind[] = shelfKinds): Promise<string[]> {
  const found: string[] = [];
  const seen = new Set<string>();
  for (const place of kinds.flatMap((kind) => places[kind])) {
    const folder = join(root, place);
    const info = await stat(folder).catch(() => undefined);
    const identity = `${info?.dev}:${info?.ino || folder}`; // `VAE` and `vae` are one folder where case does not count
    if (!info?.isDirectory() || seen.has(identity)) continue;
    seen.add(identity);
    found.push(folder);
  }
  return found;
}

/** Kinds by what their folders are called, in lower case. InvokeAI's say nothing without the folders above them. */
const kindsByName: ReadonlyMap<string, ShelfKind> = new Map(
  shelfKinds.flatMap((kind) =>
    places[kind]
      .filter((place) => !/^models\/(sd|any)/.test(place))
      .map((place) => [basename(place).toLowerCase(), kind] as const),
  ),
);

/** The kind whose folder is called so, as `Lora`; undefined for any other name. */
export const kindOfName = (folder: string): ShelfKind | undefined => kindsByName.get(basename(folder).toLowerCase());

/**
 * The folders of one kind below a root, whatever program laid it out. A root that has none of the known layouts is itself
 * taken for a folder of the kind that it is named after, as `Lora`, and else of checkpoints. Places of listed kinds make a
 * root an installation.
 */
export async function foldersOf(root: string, kind: ShelfKind): Promise<string[]> {
  const found = await findPlaces(root, [kind]);
  if (found.length > 0 || (kindOfName(root) ?? "checkpoint") !== kind || !(await isFolder(root))) return found;
  return (await findPlaces(root, listedKinds)).length > 0 ? [] : [root];
}
