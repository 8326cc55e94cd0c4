import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { rootPath } from "./adopted-root.ts";

/** Where things are on the user's disk (docs: design of the home folder). */
export interface Places {
  readonly home: string;
  /** Roots with models, in the order they are searched: those adopted with `--models`, the home's own, the starter. */
  readonly roots: readonly string[];
  readonly hashCache: string;
}

/** The model that Danfang ships: a read-only library root of its own. */
export const starterRoot = fileURLToPath(new URL("../../../../starter", import.meta.url));

/** Pictures that were handed in, by the name that orders call them. */
export const inputsFolder = ({ home }: Pick<Places, "home">): string => join(home, "cache", "inputs");

export function placesOf({
  home,
  modelRoots = [],
}: {
  home?: string | undefined;
  modelRoots?: readonly string[] | undefined;
}): Places {
  const folder = resolve(home ?? process.env.DANFANG_HOME ?? join(homedir(), ".danfang"));
  return {
    home: folder,
    roots: [...modelRoots.map(rootPath), join(folder, "models"), starterRoot],
    hashCache: join(folder, "cache", "hashes.json"),
  };
}
