import { lstat, readlink, realpath, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Bytes } from "@danfang/domain";
import { errorCode } from "../errors.ts";
import { filesErrors, readingRefused } from "./errors.ts";
import { absent, asValue, cannot, type FileReading } from "./file-reading.ts";
import { readJsonFile, readTextFile, type TextFile } from "./read-text-file.ts";

/**
 * Where a file beside a model really is: its card, description, picture, configuration. It counts where it really lies
 * there: in the folder that the model is seen in, or beside the file that the model's own link leads to. A link to
 * anywhere else would let whoever wrote the models folder show any file of this computer. The one rule for all of them.
 *
 * Cannot: `files/linkedAway`, `files/locked`, `files/unreadable`.
 */
export async function findBeside(model: string, name: string): Promise<FileReading<string>> {
  const file = join(dirname(model), name);
  try {
    const isLink = (await lstat(file)).isSymbolicLink(); // most often this says that there is nothing
    const real = await realpath(file).catch((cause) => (isLink ? leadsTo(file) : Promise.reject(cause)));
    const home = dirname(real);
    const isBeside = home === (await realpath(dirname(model))) || home === dirname(await realpath(model));
    if (!isBeside) return cannot(filesErrors.linkedAway({ file, target: real }));
    return (await stat(real)).isFile() ? asValue(real) : absent;
  } catch (cause) {
    return ["ENOENT", "ENOTDIR"].includes(errorCode(cause) ?? "") ? absent : cannot(readingRefused(file, cause));
  }
}

/** Where a link leads that leads to nothing: a file may be put there later. */
const leadsTo = async (link: string): Promise<string> => resolve(dirname(link), await readlink(link));

/** The text of a file beside a model. Cannot: as {@link findBeside} and {@link readTextFile}. */
export async function readTextBeside(model: string, name: string, most: Bytes): Promise<FileReading<TextFile>> {
  const found = await findBeside(model, name);
  return found.is === "value" ? readTextFile(found.value, most) : found;
}

/** The JSON of a file beside a model. Cannot: as {@link findBeside} and {@link readJsonFile}. */
export async function readJsonBeside(model: string, name: string, most: Bytes): Promise<FileReading<unknown>> {
  const found = await findBeside(model, name);
  return found.is === "value" ? readJsonFile(found.value, most) : found;
}
