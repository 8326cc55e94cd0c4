import { mkdir, stat } from "node:fs/promises";
import { dirname, extname, resolve } from "node:path";
import { diskReasons, reasonOf, type Seed, unattended } from "@danfang/domain";
import { reserveName } from "@danfang/workbench";
import { cliErrors } from "../errors/errors.ts";
import { checkWritable } from "./writable.ts";

/** Where the pictures of one job go. */
export interface OutputTarget {
  /**
   * Takes a name for the next picture, calls `write` with its path, and gives the name back if that fails.
   * Errors: `cli/unwritable`, `outputs/unwritable`; those of `write` pass through.
   */
  save(seed: Seed, write: (path: string) => Promise<string>): Promise<string>;
}

const imageSuffixes = [".png", ".jpg", ".jpeg", ".webp"];
const folderFormat = ".png";

/**
 * A file (by its suffix; `cat-1.png`, `cat-2.png` for several pictures) or a folder, where names count up and nothing is
 * ever overwritten: `00000-SEED.png`.
 *
 * Nothing is made on disk before the first picture, but that it can be is checked.
 * Errors: `cli/unknownFormat`, `cli/unwritable`.
 */
export async function openTarget(out: string, pictures: number): Promise<OutputTarget> {
  const path = resolve(out);
  const suffix = extname(path);
  if (/[\\/]$/.test(out) || !looksLikeFormat(suffix) || (await isFolder(path))) {
    await checkWritable(path);
    return folderTarget(path);
  }
  if (!imageSuffixes.includes(suffix.toLowerCase()))
    throw cliErrors.unknownFormat({ option: "--out", path: out, suffix, formats: imageSuffixes.join(", ") });
  await checkWritable(dirname(path));
  return fileTarget(path, pictures);
}

/** Checks where latents are to go. Errors: `cli/unknownFormat`, `cli/unwritable`. */
export async function checkLatentPath(file: string): Promise<string> {
  const path = resolve(file);
  const formats = ".safetensors";
  if (extname(path).toLowerCase() !== formats)
    throw cliErrors.unknownFormat({ option: "--save-latent", path: file, suffix: extname(path), formats });
  if (await isFolder(path)) throw cliErrors.unwritable({ path, reason: diskReasons.notAFile });
  await checkWritable(dirname(path));
  return path;
}

/** `.gif` is a format, if not one of ours; the end of the folder `sd-v1.5` is none. */
const looksLikeFormat = (suffix: string): boolean => /^\.[a-z][a-z0-9]{1,4}$/i.test(suffix);
const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() === true;

function fileTarget(path: string, pictures: number): OutputTarget {
  const suffix = extname(path);
  const stem = path.slice(0, -suffix.length);
  let saved = 0;
  return {
    async save(_seed, write) {
      saved++;
      await makeFolder(dirname(path));
      return write(pictures === 1 ? path : `${stem}-${saved}${suffix}`);
    },
  };
}

function folderTarget(folder: string): OutputTarget {
  return {
    async save(seed, write) {
      const { path, giveBack } = await reserveName(folder, seed, folderFormat);
      // A second Ctrl-C may come just now. The process ends: that an empty file stays, nobody can be told any more.
      const giveBackAtExit = unattended(giveBack, () => undefined);
      process.once("exit", giveBackAtExit);
      try {
        return await write(path);
      } finally {
        giveBack();
        process.off("exit", giveBackAtExit);
      }
    },
  };
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause) => {
    throw unwritable(folder, cause);
  });
}

const unwritable = (path: string, cause: unknown) => cliErrors.unwritable({ path, reason: reasonOf(cause) }, cause);
