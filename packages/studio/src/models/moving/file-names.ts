import { readdir } from "node:fs/promises";
import { basename } from "node:path";

/** Names that systems which do not tell large letters from small ones, or accents written in two ways, take for one. */
export const foldedName = (name: string): string => name.normalize("NFC").toLowerCase();

/** A folder that is still to be made has no names in it. */
export const namesIn = (folder: string): Promise<readonly string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });

/** The file of a folder that a name would clash with on some system, by the name it has; undefined where it is free. */
export async function clashIn(folder: string, name: string): Promise<string | undefined> {
  const names = await namesIn(folder);
  return names.find((one) => one === name) ?? names.find((one) => foldedName(one) === foldedName(name));
}

const splitName = (name: string): readonly [stem: string, ending: string] => {
  const ending = /(\.vae)?\.[^.]*$/i.exec(name)?.[0] ?? "";
  return ending.length === name.length ? [name, ""] : [name.slice(0, name.length - ending.length), ending];
};

/** Bytes that a name may have on common systems. */
const longestName = 255;

/** `ink (2).safetensors` for a file whose own name is taken in a folder; names stay within what systems allow. */
export async function freeName(folder: string, file: string): Promise<string> {
  const taken = new Set((await namesIn(folder)).map(foldedName));
  const [stem, ending] = splitName(basename(file));
  for (let n = 2; ; n++) {
    const name = `${cutTo(stem, longestName - Buffer.byteLength(` (${n})${ending}`))} (${n})${ending}`;
    if (!taken.has(foldedName(name))) return name;
  }
}

/** As many whole characters as fit into so many bytes. */
function cutTo(text: string, most: number): string {
  let cut = "";
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > most) break;
    cut += character;
  }
  return cut;
}

/**
 * Whether Windows refuses a name, or takes it for a device's. Source: "Naming Files, Paths, and Namespaces" of the Windows
 * documentation; superscript digits count as digits there.
 */
export const isForbiddenByWindows = (name: string): boolean =>
  hasForbiddenCharacter(name) || /[ .]$/.test(name) || /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])( *\.|$)/i.test(name);

const hasForbiddenCharacter = (name: string): boolean =>
  [...name].some((character) => character < " " || '<>:"/\\|?*'.includes(character));
