import { basename, extname } from "node:path";
import { type ByteSource, openFile, readTextBeside, readWithoutPixels, sniffBytes } from "@danfang/formats";
import { type PictureRecipe, readPictureRecipe } from "./read-picture-recipe.ts";
import { readRecipe } from "./read-recipe.ts";

/** Most bytes of a text beside a picture. */
const largestBeside = 16 * 2 ** 20;
/** Pictures whose pixels may hide a text are read whole up to this. */
const largestPicture = 128 * 2 ** 20;

/**
 * The recipe that a picture on the disk carries, or the text beside it: `fox.txt`, `fox.json`. Only what it says in words is
 * read; its pixels only where that is nothing.
 *
 * Errors: `formats/notAnImage`, those of files. A text beside it that cannot be read is none.
 */
export async function readPictureFile(path: string): Promise<PictureRecipe> {
  const source = await openFile(path);
  try {
    const read = await readPictureSource(source);
    return read.infotext === undefined ? ((await readBeside(path)) ?? read) : read;
  } finally {
    await source.close();
  }
}

/** {@link readPictureFile} without what lies beside. */
async function readPictureSource(source: ByteSource): Promise<PictureRecipe> {
  const head = await readWithoutPixels(source);
  const read = readPictureRecipe(head, source.name);
  const mayHide = read.infotext === undefined && sniffBytes(head) === "png" && source.size <= largestPicture;
  return mayHide ? readPictureRecipe(await source.read(0, source.size), source.name) : read;
}

async function readBeside(path: string): Promise<PictureRecipe | undefined> {
  for (const extension of [".txt", ".json"]) {
    const reading = await readTextBeside(path, basename(path, extname(path)) + extension, largestBeside);
    if (reading.is !== "value") continue;
    const { text } = reading.value;
    const { value, findings } = readRecipe(text);
    const isRecipe = Object.keys(value).some((key) => key !== "prompt") || findings.length > 0 || extension === ".txt";
    if (isRecipe) return { value, findings, infotext: text };
  }
  return undefined;
}
