import { inflateSync } from "node:zlib";
import { type Bytes, DanfangError } from "@danfang/domain";
import { bytesOfLatin1, concatBytes, latin1Of } from "../concat-bytes.ts";
import { imageErrors } from "./errors.ts";
import { checkPngChunk, type PngChunk, pngChunks, pngSignature, printPngChunk } from "./png-chunks.ts";
import type { TextsFound } from "./texts-found.ts";
import { utf8OrLatin1 } from "./user-comment.ts";

/** What a PNG says beside its pixels. */
export interface PngTexts {
  /** Keyword → text, of tEXt, zTXt and iTXt chunks; the last of equal keywords counts, as in Pillow. */
  readonly texts: ReadonlyMap<string, string>;
  /** The eXIf chunk: a TIFF structure. */
  readonly exif: Uint8Array | undefined;
}

/** Most that one compressed text may become. Pillow stops at 1 MiB; ComfyUI workflows with masks in them are longer. */
const largestText: Bytes = 16 * 2 ** 20;
/** Most that all compressed texts of a file may become together. Source: Pillow, `MAX_TEXT_MEMORY`. */
const largestTexts: Bytes = 64 * 2 ** 20;

/**
 * Reads every text of a PNG. From a file that is damaged further on, what came before the damage is returned.
 *
 * Errors: `formats/damagedImage` when nothing could be read, `formats/textBomb`. Source: PNG specification, 11.3.3.
 */
export function readPngTexts(bytes: Uint8Array, file = "image"): PngTexts {
  const texts = new Map<string, string>();
  let exif: Uint8Array | undefined;
  let room = largestTexts;
  try {
    for (const chunk of pngChunks(bytes, file)) {
      if (!isText(chunk) && chunk.type !== "eXIf") continue;
      checkPngChunk(chunk, file);
      if (chunk.type === "eXIf") exif = chunk.data;
      else {
        const { keyword, text } = parseText(chunk, file, Math.min(room, largestText));
        texts.set(keyword, text);
        if (chunk.type !== "tEXt") room -= text.length;
      }
    }
  } catch (error) {
    const partial = texts.size > 0 || exif !== undefined;
    if (!(partial && error instanceof DanfangError && error.code === "formats/damagedImage")) throw error;
  }
  return { texts, exif };
}

/** XMP's keyword in a PNG. */
const xmpKeyword = "XML:com.adobe.xmp";

/**
 * Tells of every text of a PNG, before its pixels or behind them; one that is broken is told as that, and does not cost
 * the others. Text that is UTF-8 where the format knows only Latin-1 is read as what it is.
 */
export function readPngTextChunks(bytes: Uint8Array, file: string, found: TextsFound): void {
  let room = largestTexts;
  for (const chunk of pngChunks(bytes, file)) {
    if (!isText(chunk) && chunk.type !== "eXIf") continue;
    try {
      checkPngChunk(chunk, file);
    } catch (error) {
      if (!(error instanceof DanfangError)) throw error;
      found.broken(error); // and read all the same: a byte that is wrong seldom costs the sense
    }
    try {
      if (chunk.type === "eXIf") found.exif(chunk.data);
      else {
        const { keyword, text } = parseText(chunk, file, Math.min(room, largestText));
        const plain = chunk.type === "iTXt" ? text : utf8OrLatin1(Buffer.from(text, "latin1"));
        if (chunk.type !== "tEXt") room -= text.length;
        if (keyword === xmpKeyword) found.xmp(Buffer.from(plain));
        else found.text(keyword, plain);
      }
    } catch (error) {
      if (!(error instanceof DanfangError)) throw error;
      found.broken(error);
      if (error.code === "formats/textBomb") room -= largestText; // of many bombs only the first are unpacked
    }
  }
}

/**
 * The same PNG with `keyword` saying `text`, in place of any text it had under that keyword; all else stays as it is.
 *
 * The chunk follows IHDR: tEXt when Latin-1 holds the text, otherwise uncompressed iTXt in UTF-8, as Pillow's `PngInfo.add_text`
 * does. `keyword` is 1–79 Latin-1 characters. Errors: `formats/damagedImage`.
 */
export function writePngText(
  bytes: Uint8Array,
  keyword: string,
  text: string,
  file = "image",
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [pngSignature];
  let end = pngSignature.length;
  for (const chunk of pngChunks(bytes, file)) {
    end += chunk.bytes.length;
    if (!isText(chunk) || keywordOf(chunk.data) !== keyword) parts.push(chunk.bytes);
    if (chunk.type === "IHDR") parts.push(printText(keyword, text));
  }
  return concatBytes([...parts, bytes.subarray(end)]);
}

function printText(keyword: string, text: string): Uint8Array {
  const latin1 = bytesOfLatin1(text);
  if (latin1) return printPngChunk("tEXt", concatBytes([Buffer.from(`${keyword}\0`, "latin1"), latin1]));
  const uncompressedNoLanguage = `${keyword}\0\0\0\0\0`; // flag, method, empty language, empty translation
  return printPngChunk("iTXt", concatBytes([Buffer.from(uncompressedNoLanguage, "latin1"), Buffer.from(text)]));
}

const isText = ({ type }: PngChunk): boolean => type === "tEXt" || type === "zTXt" || type === "iTXt";

/** Everything before the first zero. */
function keywordOf(data: Uint8Array): string {
  const end = data.indexOf(0);
  return latin1Of(end < 0 ? data : data.subarray(0, end));
}

function parseText(chunk: PngChunk, file: string, room: Bytes): { keyword: string; text: string } {
  const keyword = keywordOf(chunk.data);
  const rest = chunk.data.subarray(keyword.length + 1);
  if (chunk.type === "tEXt") return { keyword, text: latin1Of(rest) };
  if (chunk.type === "zTXt") return { keyword, text: latin1Of(inflate(rest.subarray(1), chunk, file, room)) };
  const isCompressed = rest[0] === 1;
  const language = keywordOf(rest.subarray(2));
  const translated = keywordOf(rest.subarray(3 + language.length));
  const data = rest.subarray(4 + language.length + translated.length);
  const utf8 = isCompressed ? inflate(data, chunk, file, room) : data;
  return { keyword, text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(utf8) };
}

function inflate(data: Uint8Array, chunk: PngChunk, file: string, room: Bytes): Uint8Array {
  try {
    return inflateSync(data, { maxOutputLength: Math.max(room, 1) });
  } catch (cause) {
    if (cause instanceof RangeError) throw imageErrors.textBomb({ file, limit: room }, cause);
    throw imageErrors.damagedImage(
      { file, reason: { en: "a compressed text is broken", zh: "有段压缩文字坏了" }, at: chunk.offset },
      cause,
    );
  }
}
