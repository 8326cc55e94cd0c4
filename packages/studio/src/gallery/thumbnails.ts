import type { PictureId } from "@danfang/domain";
import sharp from "sharp";
import { type BoundedFolder, openBoundedFolder } from "./bounded-folder.ts";

/** Longest sides that are made, pixels; any wish gets the next larger. */
const sizes = [128, 256, 512, 1024];
const quality = 80;
const largestCache = 512 * 1024 * 1024;
/** Pixels of a stranger's picture that are unpacked at most. */
export const mostPixels = 20_000 * 20_000;
/** What is unpacked, whatever a file is called: of a drawing such as SVG the library would follow the links. */
const formats: ReadonlySet<string | undefined> = new Set(["png", "jpeg", "webp", "gif", "heif"]);
/** Made at once; each holds a picture in memory. */
const atOnce = 4;

export interface Thumbnails {
  /** WebP. Undefined for a file that is gone or broken. */
  of(id: PictureId, path: string, size: number): Promise<Uint8Array | undefined>;
  forget(id: PictureId): Promise<void>;
}

export function openThumbnails(folder: string): Thumbnails {
  const cache: BoundedFolder = openBoundedFolder(folder, largestCache);
  const making = new Map<string, Promise<Uint8Array | undefined>>();
  const waiting: (() => void)[] = [];
  let busy = 0;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (busy >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else busy--;
    }
  }

  async function make(name: string, path: string, side: number): Promise<Uint8Array | undefined> {
    const cached = await cache.read(name);
    if (cached) return cached;
    const bytes = await inTurn(() => shrink(path, side).catch(() => undefined));
    if (bytes) await cache.write(name, bytes);
    return bytes;
  }

  return {
    of(id, path, size) {
      const side = sizes.find((each) => each >= size) ?? sizes.at(-1)!;
      const name = `${id}-${side}.webp`;
      const found = making.get(name);
      if (found) return found;
      const made = make(name, path, side).finally(() => making.delete(name));
      making.set(name, made);
      return made;
    },
    forget: (id) => cache.remove(`${id}-`),
  };
}

async function shrink(path: string, side: number): Promise<Uint8Array | undefined> {
  const image = sharp(path, { limitInputPixels: mostPixels });
  if (!formats.has((await image.metadata()).format)) return undefined;
  return image
    .rotate()
    .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
    .webp({ quality })
    .toBuffer();
}
