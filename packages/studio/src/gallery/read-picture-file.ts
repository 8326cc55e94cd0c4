import { randomUUID } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { reasonOf } from "@danfang/domain";
import { sniffBytes } from "@danfang/formats";
import { readPictureRecipe } from "@danfang/recipes";
import sharp from "sharp";
import { galleryErrors } from "../problems/gallery-errors.ts";
import type { NewPicture } from "./picture-row.ts";
import { mostPixels } from "./thumbnails.ts";

const formats: ReadonlySet<string> = new Set(["png", "jpeg", "webp"]);
/** Pictures are read whole. */
const largestFile = 128 * 1024 * 1024;

/**
 * A stranger's picture as a row: its size, and its recipe if it carries one. Its time is that of its file; one that lies
 * ahead of `now` is somebody's clock gone wrong, and it was made now. Errors: `gallery/tooLarge`, `gallery/notAPicture`.
 */
export async function readPictureFile(path: string, now: number): Promise<NewPicture> {
  const { size, mtimeMs } = await stat(path);
  if (size > largestFile) throw galleryErrors.tooLarge({ file: path, most: largestFile });
  const bytes = await readFile(path);
  const format = sniffBytes(bytes);
  if (!formats.has(format))
    throw galleryErrors.notAPicture({ file: path, reason: { en: `its content is ${format}`, zh: `内容是 ${format}` } });
  const { width, height, autoOrient } = await sharp(bytes, { limitInputPixels: mostPixels })
    .metadata()
    .catch((cause: Error) => {
      throw galleryErrors.notAPicture({ file: path, reason: reasonOf(cause) }, cause);
    });
  const { value, infotext } = readPictureRecipe(bytes, path);
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
