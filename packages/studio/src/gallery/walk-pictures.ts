import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { extname, join } from "node:path";
import { type Problem, problemOf } from "@danfang/domain";
import { galleryErrors } from "../problems/gallery-errors.ts";

const suffixes: ReadonlySet<string> = new Set([".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif"]);
const deepest = 16;
const mostFiles = 1_000_000;

/** A picture file, or what was passed over with all that is in it, and why. */
export type Met =
  | { readonly is: "picture"; readonly path: string }
  | { readonly is: "passedOver"; readonly path: string; readonly problem: Problem };

/**
 * Every picture file below a folder, in order of name. Links are not followed: they may lead anywhere; names that begin
 * with a dot are left alone. A folder that cannot be read, one too deep, and files past a million are told, not left out
 * in silence: `disk/…`, `gallery/tooDeep`, `gallery/tooMany`.
 */
export async function* walkPictures(root: string): AsyncGenerator<Met> {
  let found = 0;
  for await (const met of walk(root, 0)) {
    if (met.is === "picture" && found++ >= mostFiles) {
      yield passedOver(root, galleryErrors.tooMany({ folder: root, most: mostFiles }));
      return;
    }
    yield met;
  }
}

async function* walk(folder: string, depth: number): AsyncGenerator<Met> {
  if (depth > deepest) {
    yield passedOver(folder, galleryErrors.tooDeep({ folder, most: deepest }));
    return;
  }
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => passedOver(folder, cause));
  if (!Array.isArray(entries)) yield entries;
  else for (const entry of inOrder(entries)) yield* met(entry, join(folder, entry.name), depth);
}

async function* met(entry: Dirent, path: string, depth: number): AsyncGenerator<Met> {
  if (entry.isDirectory()) yield* walk(path, depth + 1);
  else if (entry.isFile() && suffixes.has(extname(entry.name).toLowerCase())) yield { is: "picture", path };
}

const inOrder = (entries: readonly Dirent[]): Dirent[] =>
  entries.filter(({ name }) => !name.startsWith(".")).sort((a, b) => (a.name < b.name ? -1 : 1));

const passedOver = (path: string, cause: unknown): Met => ({ is: "passedOver", path, problem: problemOf(cause) });
