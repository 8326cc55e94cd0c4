import { foldersOf, type ShelfKind } from "@danfang/library";
import { starterRoot } from "../places/places.ts";
import type { Inspection } from "./inspection.ts";

const shelfKinds = [
  ...["checkpoint", "vae", "lora", "hypernetwork", "embedding", "upscaler", "previewVae"],
] as readonly ShelfKind[];

/** Slashes as the table of places has them. */
const plain = (folder: string) => folder.replaceAll("\\", "/");

/**
 * The folders of this machine that a model could be put into, one in each installation that has one for its kind, in the
 * order of the roots. Where several fit, the one that the installation's own program would take.
 */
export async function foldersFor(
  { what, kind, place = {} }: Pick<Inspection, "what" | "kind" | "place">,
  roots: readonly string[],
): Promise<string[]> {
  const shelf = shelfKinds.find((known) => known === kind);
  if (what !== "model" || shelf === undefined) return [];
  const homes = roots.filter((root) => root !== starterRoot);
  const folders = await Promise.all(
    homes.map(async (root) => {
      const found = await foldersOf(root, shelf);
      const usual = Object.values(place).map((way) => way.replace(/^models\//, ""));
      return found.find((folder) => usual.some((way) => plain(folder).endsWith(`/${way}`))) ?? found[0];
    }),
  );
  return [...new Set(folders.filter((folder) => folder !== undefined))];
}
