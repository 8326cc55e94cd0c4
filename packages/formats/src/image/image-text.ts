import { sniffBytes } from "../sniff.ts";
import { imageErrors } from "./errors.ts";
import { readUserComment } from "./exif.ts";
import { readJpegTexts, writeJpegText } from "./jpeg.ts";
import { readPngTexts, writePngText } from "./png.ts";
import { readWebpExif, writeWebpText } from "./webp.ts";

export type ImageFormat = "png" | "jpeg" | "webp";

/** The keyword under which AUTOMATIC1111 keeps its infotext in a PNG. */
export const infotextKeyword = "parameters";

/**
 * The generation data in an encoded picture, where AUTOMATIC1111 puts and looks for it; undefined when there is none.
 *
 * A non-empty EXIF UserComment goes before a PNG's `parameters`, which go before a comment. `file` is its name for messages.
 * Errors: `formats/notAnImage`, `formats/damagedImage`, `formats/textBomb`. Source: `modules/images.py`
 * read_info_from_image.
 */
export function readImageText(bytes: Uint8Array, file = "image"): string | undefined {
  const looksLike = sniffBytes(bytes);
  if (looksLike === "png") {
    const { texts, exif } = readPngTexts(bytes, file);
    return (exif && readUserComment(exif)) ?? texts.get(infotextKeyword) ?? texts.get("comment");
  }
  if (looksLike === "jpeg") {
    const { exif, comment } = readJpegTexts(bytes, file);
    return (exif && readUserComment(exif)) ?? (comment && new TextDecoder().decode(comment));
  }
  if (looksLike === "webp") {
    const exif = readWebpExif(bytes, file);
    return exif && readUserComment(exif);
  }
  throw imageErrors.notAnImage({ file, looksLike });
}

/**
 * The same encoded picture, pixels untouched, with `infotext` where AUTOMATIC1111 writes it: PNG `parameters`, else the EXIF
 * UserComment. Text that was in that place before is replaced.
 *
 * Errors: `formats/notAnImage` when the bytes are not of `format`, `formats/damagedImage`, `formats/textTooLong` (JPEG).
 */
export function writeImageText(
  bytes: Uint8Array,
  format: ImageFormat,
  infotext: string,
  file = "image",
): Uint8Array<ArrayBuffer> {
  const looksLike = sniffBytes(bytes);
  if (looksLike !== format) throw imageErrors.notAnImage({ file, looksLike });
  if (format === "png") return writePngText(bytes, infotextKeyword, infotext, file);
  return format === "jpeg" ? writeJpegText(bytes, infotext, file) : writeWebpText(bytes, infotext, file);
}
