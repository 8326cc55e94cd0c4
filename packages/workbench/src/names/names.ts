import { join, resolve } from "node:path";
import { type Hashes, openShelf, type Shelf, withPaths } from "@danfang/library";
import { inputsFolder, type Places } from "../places/places.ts";

/** What the names in an order lead to: the only way from a name to a file, for whoever judges it and whoever opens it. */
export interface Names {
  readonly shelf: Shelf;
  /** The file of a picture to start from. Errors: `inputs/notFound`. */
  picture(name: string): Promise<string>;
}

/** Those of somebody at this machine: paths too, of models and pictures. */
export function namesWithPaths(places: Places, hashes: Hashes): Names {
  return {
    shelf: withPaths(openShelf({ roots: places.roots, hashes })),
    picture: async (name) => handedIn(name, places) ?? resolve(name),
  };
}

const inputName = /^input:([0-9a-f]{64}\.[a-z]{3,4})$/;

/** A picture that was handed in, by the name that orders call it. */
function handedIn(image: string, places: Places): string | undefined {
  const [, name] = inputName.exec(image) ?? [];
  return name === undefined ? undefined : join(inputsFolder(places), name);
}
