import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { ModelEntry } from "@danfang/domain";
import { readImageText, sniffBytes, writeFileAtomically, writeImageText } from "@danfang/formats";
import sharp from "sharp";
import { mostPixels, openThumbnails } from "../gallery/thumbnails.ts";
import { modelsErrors } from "./errors.ts";
import { ownPreviewOf, type Preview } from "./find-preview.ts";

/** Pictures beside model files, small. */
export interface ModelPreviews {
  /** WebP, no side longer than `size` pixels; undefined for what is no picture after all. */
  show(id: string, preview: Preview, size: number): Promise<Uint8Array | undefined>;
  /**
   * Makes a picture that of a model: `BASE.preview.png` beside it, generation data included; what was there is replaced.
   * Errors: `models/fixedPreview`, `models/badPreview`, `formats/unwritable`.
   */
  choose(model: ModelEntry, path: string, picture: string): Promise<void>;
}

/** `folder` is a cache. */
export function openModelPreviews(folder: string): ModelPreviews {
  const thumbnails = openThumbnails(folder);
  return {
    show: (id, { path, version }, size) => thumbnails.of(`${id}-${version}`, path, size),
    async choose({ name, isStarter }, path, picture) {
      if (isStarter) throw modelsErrors.fixedPreview({ file: name });
      const bytes = await asPng(picture);
      await writeFileAtomically(ownPreviewOf(path), (append) => append(bytes));
    },
  };
}

/** A picture's file as PNG; one that is a PNG stays byte for byte. */
async function asPng(file: string): Promise<Uint8Array> {
  const bytes = await readFile(file);
  if (sniffBytes(bytes) === "png") return bytes;
  try {
    const png = await sharp(bytes, { limitInputPixels: mostPixels }).rotate().png().toBuffer();
    const infotext = readImageText(bytes, file);
    return infotext === undefined ? png : writeImageText(png, "png", infotext);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw modelsErrors.badPreview({ file: basename(file), reason }, cause);
  }
}
