import { randomUUID } from "node:crypto";
import { stat } from "node:fs/promises";
import { reasonOf } from "@danfang/domain";
import { openFile, sniff } from "@danfang/formats";
import { readPictureFile as readRecipeOf } from "@danfang/recipes";
import sharp from "sharp";
import { galleryErrors } from "../problems/gallery-errors.ts";
import type { NewPicture } from "./picture-row.ts";
import { mostPixels } from "./thumbnails.ts";

/** What a browser shows. */
const formats: ReadonlySet<string> = new Set(["png", "jpeg", "webp", "gif", "avif"]);
const largestFile = 128 * 1024 * 1024;

/**
 * A stranger's picture as a row: its size, and its recipe if it carries one, or the text beside it does. Its time is that of its file; one that lies
 * ahead of `now` is somebody's clock gone wrong, and it was made now. Errors: `gallery/tooLarge`, `gallery/notAPicture`.
 */
export async function readPictureFile(path: string, now: number): Promise<NewPicture> {
  const { size, mtimeMs } = await stat(path);
  if (size > largestFile) throw galleryErrors.tooLarge({ file: path, most: largestFile });
  const format = await kindOf(path);
  if (!formats.has(format))
    throw galleryErrors.notAPicture({ file: path, reason: { en: `its content is ${format}`, zh: `内容是 ${format}` } });
  const { width, height, autoOrient } = await sharp(path, { limitInputPixels: mostPixels })
    .metadata()
    .catch((cause: Error) => {
      throw galleryErrors.notAPicture({ file: path, reason: reasonOf(cause) }, cause);
    });
  const { value, infotext } = await readRecipeOf(path);
  return {
    id: randomUUID(),
    jobId: undefined,
    path,
    width: autoOrient.width ?? width,
    height: autoOrient.height ?? height,
    sizeBytes: size,
    modifiedAt: mtimeMs,
    createdAt: Math.min(mtimeMs, now),
    recipe: value,
    infotext: infotext ?? "",
    hasTimeline: false,
    isPassing: false,
    isOurs: false,
  };
}

async function kindOf(path: string) {
  const source = await openFile(path);
  try {
    return await sniff(source);
  } finally {
    await source.close();
  }
}
