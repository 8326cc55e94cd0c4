import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type FileReading, findBeside } from "@danfang/formats";

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

/** What the picture of a model with this stem may be called, the first that is there counts. */
export const previewNames = (stem: string): string[] => [
  ...suffixes.map((suffix) => `${stem}.preview.${suffix}`),
  ...suffixes.map((suffix) => `${stem}.${suffix}`),
];

/**
 * Finds the picture of a model file, `BASE.preview.png`, `BASE.png` and so on; an embedding in a picture is its own. Each
 * folder is listed once per finder. Cannot: see {@link findBeside}.
 *
 * Source: AUTOMATIC1111 `ui_extra_networks.find_preview`, which leaves the order of suffixes open.
 */
export function previewFinder(): (path: string) => Promise<FileReading<Preview>> {
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
    const name = previewNames(stemOf(path)).find((candidate) => names.has(candidate));
    return name === undefined ? { is: "absent" } : previewAt(path, name);
  };
}

async function previewAt(model: string, name: string): Promise<FileReading<Preview>> {
  const found = await findBeside(model, name);
  if (found.is !== "value") return found;
  const info = await stat(found.value).catch(() => undefined); // it may go away meanwhile
  return info ? { is: "value", value: { path: found.value, version: stampOf(info) } } : { is: "absent" };
}
