import { copyFile, mkdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { writeFileAtomically } from "@danfang/formats";
import { parseStyles, printStyles, type Style } from "@danfang/prompt";

const fileName = "styles.csv";
/** A file of styles beyond this is something else. */
const largestFile = 8 * 1024 * 1024;

export const ownStylesFile = (home: string): string => join(home, fileName);

/** Where an installation keeps its styles: in its own folder, which is above the models folder where that was adopted. */
export const adoptedStylesFile = (root: string): string =>
  join(/^models$/i.test(basename(root)) ? dirname(root) : root, fileName);

/** The styles in a file; one that is not there, too large or unreadable has none. */
export async function readStylesFile(file: string): Promise<Style[]> {
  const info = await stat(file).catch(() => undefined);
  if (!info?.isFile() || info.size > largestFile) return [];
  return parseStyles(await readFile(file, "utf8").catch(() => ""));
}

/** Writes the file anew; what was there before stays as `styles.csv.bak`, as in the WebUI. Errors: `formats/unwritable`. */
export async function writeStylesFile(file: string, styles: readonly Style[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await copyFile(file, `${file}.bak`).catch(() => undefined); // there may be none yet
  const text = new TextEncoder().encode(printStyles(styles));
  await writeFileAtomically(file, (append) => append(text));
}
