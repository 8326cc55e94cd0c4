import { readdir, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { cliErrors } from "../errors/errors.ts";

const suffixes = [".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff"];
/** Beyond this, a folder was named by mistake. */
const mostFiles = 10_000;
const byNumbersInNames = new Intl.Collator("en", { numeric: true });

/**
 * The pictures to start from: files as they are, and of folders all pictures inside, by name, numbers as numbers. Source:
 * AUTOMATIC1111's "Batch". Errors: `cli/noPictures`.
 */
export async function initFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() === true;
    files.push(...(isFolder ? await picturesIn(path) : [path])); // one that is not there is for the reader to say
  }
  return files;
}

async function picturesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const pictures = entries
    .filter((entry) => entry.isFile() && suffixes.includes(extname(entry.name).toLowerCase()))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted(byNumbersInNames.compare);
  if (pictures.length === 0 || pictures.length > mostFiles)
    throw cliErrors.noPictures({ folder, count: pictures.length, most: mostFiles });
  return pictures;
}
