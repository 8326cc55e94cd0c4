import { basename, extname } from "node:path";
import {
  type ByteSource,
  decodeText,
  isPictureKind,
  openFile,
  readTextBeside,
  readWithoutPixels,
  sniff,
  sniffBytes,
} from "@danfang/formats";
import { recipeFindings } from "./findings.ts";
import { type PictureRecipe, readPictureRecipe } from "./read-picture-recipe.ts";
import { readRecipe } from "./read-recipe.ts";
import { readTextRecipe } from "./read-text-recipe.ts";

/** Most bytes of a text, by itself or beside a picture. */
const largestText = 16 * 2 ** 20;
/** Pictures whose pixels may hide a text are read whole up to this. */
const largestPicture = 128 * 2 ** 20;

/**
 * The recipe in a file: a picture, or a text of any program's, JSON and saved pages among them.
 *
 * Errors: `formats/notAnImage` for what is neither; those of files.
 */
export async function readRecipeFile(path: string): Promise<PictureRecipe> {
  const source = await openFile(path);
  try {
    if (isPictureKind(await sniff(source))) return await readPicture(path, source);
    const bytes = await source.read(0, Math.min(source.size, largestText + 1));
    const text = bytes.length > largestText ? undefined : decodeText(bytes)?.text;
    return text === undefined ? readPictureRecipe(bytes, path) : readTextRecipe(text); // which says what it is instead
  } finally {
    await source.close();
  }
}

/**
 * The recipe that a picture on the disk carries, or the text beside it: `fox.txt`, `fox.json`. Only what it says in words is
 * read; its pixels only where that is nothing.
 *
 * Errors: `formats/notAnImage`, those of files. A text beside it that cannot be read is none.
 */
export async function readPictureFile(path: string): Promise<PictureRecipe> {
  const source = await openFile(path);
  try {
    return await readPicture(path, source);
  } finally {
    await source.close();
  }
}

async function readPicture(path: string, source: ByteSource): Promise<PictureRecipe> {
  const read = await readPictureSource(source);
  return read.infotext === undefined ? ((await readBeside(path, read)) ?? read) : read;
}

/** {@link readPictureFile} without what lies beside. */
export async function readPictureSource(source: ByteSource): Promise<PictureRecipe> {
  const head = await readWithoutPixels(source);
  const read = readPictureRecipe(head, source.name);
  const mayHide = read.infotext === undefined && sniffBytes(head) === "png" && source.size <= largestPicture;
  return mayHide ? readPictureRecipe(await source.read(0, source.size), source.name) : read;
}

async function readBeside(path: string, own: PictureRecipe): Promise<PictureRecipe | undefined> {
  for (const extension of [".txt", ".json"]) {
    const file = basename(path, extname(path)) + extension;
    const reading = await readTextBeside(path, file, largestText);
    if (reading.is !== "value") continue;
    const { text } = reading.value;
    const { value, findings } = readRecipe(text);
    const isRecipe = Object.keys(value).length > 0 && (extension === ".txt" || "steps" in value || "seed" in value);
    const told = [...own.findings, recipeFindings.readBeside({ file }), ...findings];
    if (isRecipe) return { value, findings: told, infotext: text };
  }
  return undefined;
}
