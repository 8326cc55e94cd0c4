import { DanfangError, type Finding, findingFrom, problemOf } from "@danfang/domain";
import { type FileKind, sniffBytes } from "../sniff.ts";
import { imageErrors } from "./errors.ts";
import { readExifTexts } from "./exif.ts";
import { readGifParts } from "./gif.ts";
import { readHeifParts } from "./heif.ts";
import { readIptcTexts } from "./iptc.ts";
import { readJpegParts } from "./jpeg.ts";
import { readJxlParts } from "./jxl.ts";
import { readPngTextChunks } from "./png.ts";
import type { TextsFound } from "./texts-found.ts";
import { utf8OrLatin1 } from "./user-comment.ts";
import { readWebpParts } from "./webp.ts";
import { readXmpTexts } from "./xmp.ts";

/** A text inside of a picture: a PNG's keyword, the name of an EXIF tag, `XMP …` or `comment`, and what it says. */
export interface ImageText {
  readonly key: string;
  readonly text: string;
}

/** All that a picture says in words, in the order of its file, and what was wrong with it. */
export interface ImageTexts {
  readonly texts: readonly ImageText[];
  readonly findings: readonly Finding[];
}

/** By what a file is. */
const readers: { readonly [K in FileKind]?: (bytes: Uint8Array, file: string, found: TextsFound) => void } = {
  png: readPngTextChunks,
  jpeg: readJpegParts,
  webp: readWebpParts,
  avif: readHeifParts,
  heic: readHeifParts,
  jxl: readJxlParts,
  gif: readGifParts,
};

/** Whether a file is a picture whose texts can be read. */
export const isPictureKind = (kind: FileKind): boolean => readers[kind] !== undefined;

/**
 * Every text that a PNG, JPEG, WebP, AVIF, HEIC, JPEG XL or GIF carries, under its key, wherever it stands. A broken text is a finding, and the
 * others are read; of a file that ends early, what stands before the end. Errors: `formats/notAnImage`.
 */
export function readImageTexts(bytes: Uint8Array, file = "image"): ImageTexts {
  const looksLike = sniffBytes(bytes);
  const texts: ImageText[] = [];
  const findings: Finding[] = [];
  const found: TextsFound = {
    exif: (data: Uint8Array) => texts.push(...readExifTexts(data)),
    xmp: (data: Uint8Array) => texts.push(...readXmpTexts(utf8OrLatin1(data))),
    resources: (data: Uint8Array) => texts.push(...readIptcTexts(data)),
    comment: (data: Uint8Array) => texts.push({ key: "comment", text: utf8OrLatin1(data) }),
    text: (key: string, text: string) => texts.push({ key, text }),
    broken: (error: DanfangError) => findings.push(findingFrom(problemOf(error))),
  };
  const read = readers[looksLike];
  if (read === undefined) throw imageErrors.notAnImage({ file, looksLike });
  try {
    read(bytes, file, found);
  } catch (error) {
    if (!(error instanceof DanfangError)) throw error;
    found.broken(error);
  }
  return { texts, findings };
}
