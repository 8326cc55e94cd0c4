import { isShelfKind } from "@danfang/domain";
import { foldersOf } from "@danfang/library";
import { starterRoot } from "../places/places.ts";
import type { Inspection } from "./inspection.ts";

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
  if (what !== "model" || kind === undefined || !isShelfKind(kind)) return [];
  const homes = roots.filter((root) => root !== starterRoot);
  const folders = await Promise.all(
    homes.map(async (root) => {
      const found = await foldersOf(root, kind);
      const usual = Object.values(place).map((way) => way.replace(/^models\//, ""));
      return found.find((folder) => usual.some((way) => plain(folder).endsWith(`/${way}`))) ?? found[0];
    }),
  );
  return [...new Set(folders.filter((folder) => folder !== undefined))];
}
