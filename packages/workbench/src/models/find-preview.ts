import { readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** A picture beside a model file. */
export interface Preview {
  readonly path: string;
  /** Another one when the picture changes. */
  readonly version: string;
}

/** What our own are called: they win, because somebody chose them here. */
export const ownPreviewOf = (path: string): string => join(dirname(path), `${stemOf(path)}.preview.png`);

const suffixes = ["png", "jpg", "jpeg", "webp", "gif"];
const stemOf = (path: string) => basename(path).replace(/\.[^.]+$/, "");
const stampOf = ({ mtimeMs, size }: { mtimeMs: number; size: number }) => `${Math.round(mtimeMs)}-${size}`;

/**
 * Finds the picture of a model file, `BASE.preview.png`, `BASE.png` and so on; an embedding in a picture is its own. Each
 * folder is listed once per finder. A link to somewhere else is no preview.
 *
 * Source: AUTOMATIC1111 `ui_extra_networks.find_preview`, which leaves the order of suffixes open.
 */
export function previewFinder(): (path: string) => Promise<Preview | undefined> {
  const listings = new Map<string, Promise<ReadonlySet<string>>>();
  function namesIn(folder: string): Promise<ReadonlySet<string>> {
    const known = listings.get(folder);
    if (known) return known;
    const listed = readdir(folder).then(
      (names) => new Set(names),
      () => new Set<string>(),
    );
    listings.set(folder, listed);
    return listed;
  }

  return async (path) => {
    const names = await namesIn(dirname(path));
    const stem = stemOf(path);
    const candidates = [...suffixes.map((s) => `${stem}.preview.${s}`), ...suffixes.map((s) => `${stem}.${s}`)];
    const name = candidates.find((candidate) => names.has(candidate));
    return name === undefined ? undefined : previewAt(join(dirname(path), name));
  };
}

async function previewAt(path: string): Promise<Preview | undefined> {
  const [real, folder] = await Promise.all([realpath(path), realpath(dirname(path))]).catch(() => []);
  if (real === undefined || folder === undefined || dirname(real) !== folder) return undefined;
  const info = await stat(real).catch(() => undefined);
  return info?.isFile() ? { path: real, version: stampOf(info) } : undefined;
}
