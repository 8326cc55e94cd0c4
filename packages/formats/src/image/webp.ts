import type { Bytes, Reason } from "@danfang/domain";
import { concatBytes, latin1Of, viewOf } from "../concat-bytes.ts";
import { imageErrors } from "./errors.ts";
import { printExif } from "./exif.ts";
import type { TextsFound } from "./texts-found.ts";

interface WebpChunk {
  /** Four characters: `VP8X`, `VP8 `, `EXIF` … */
  readonly type: string;
  readonly data: Uint8Array;
}

/** Bits of the first byte of VP8X. Source: RFC 9649, section 2.7.1. */
const alphaFlag = 0x10;
const exifFlag = 0x08;

/** The EXIF chunk of a WebP. Errors: `formats/damagedImage` when a chunk leaves the file. */
export function readWebpExif(bytes: Uint8Array, file = "image"): Uint8Array | undefined {
  for (const { type, data } of webpChunks(bytes, file)) if (type === "EXIF") return data;
  return undefined;
}

/** Tells of every EXIF and XMP chunk of a WebP. Errors: `formats/damagedImage` when a chunk leaves the file. */
export function readWebpParts(bytes: Uint8Array, file: string, found: TextsFound): void {
  for (const { type, data } of webpChunks(bytes, file)) {
    if (type === "EXIF") found.exif(data);
    else if (type === "XMP ") found.xmp(data);
  }
}

/**
 * The same WebP with an EXIF chunk that says `text`, in place of the one it had. A simple file gets the VP8X header that
 * metadata needs, with its size and transparency. Errors: `formats/damagedImage`. Source: RFC 9649, section 2.
 */
export function writeWebpText(bytes: Uint8Array, text: string, file = "image"): Uint8Array<ArrayBuffer> {
  const chunks = [...webpChunks(bytes, file)].filter(({ type }) => type !== "EXIF");
  const [first] = chunks;
  const header = first?.type === "VP8X" ? chunks.shift()! : { type: "VP8X", data: extendedHeader(first, file) };
  if (header.data.length < 10) throw damaged(file, { en: "its header is too short", zh: "文件头太短" }, 12);
  const flags = (header.data[0] ?? 0) | exifFlag;
  const xmp = chunks.findIndex(({ type }) => type === "XMP "); // EXIF stands before it, after the picture
  chunks.splice(xmp < 0 ? chunks.length : xmp, 0, { type: "EXIF", data: printExif(text) });
  chunks.unshift({ type: "VP8X", data: concatBytes([Uint8Array.of(flags), header.data.subarray(1)]) });
  const body = concatBytes(chunks.map(printChunk));
  return concatBytes([printHead("RIFF", body.length + 4), Buffer.from("WEBP", "latin1"), body]);
}

/** Walks the chunks of the RIFF container. */
function* webpChunks(bytes: Uint8Array, file: string): Generator<WebpChunk> {
  const view = viewOf(bytes);
  if (bytes.length < 12) throw damaged(file, { en: "it ends too early", zh: "结束得太早" }, bytes.length);
  const fileEnd = 8 + view.getUint32(4, true);
  if (fileEnd > bytes.length) throw damaged(file, { en: "it ends too early", zh: "结束得太早" }, bytes.length);
  for (let offset = 12; offset < fileEnd; ) {
    const length = offset + 8 <= fileEnd ? view.getUint32(offset + 4, true) : fileEnd;
    const end = offset + 8 + length;
    if (end > fileEnd)
      throw damaged(
        file,
        { en: "a chunk is longer than the rest of the file", zh: "有个数据块比文件剩下的部分还长" },
        offset,
      );
    yield { type: latin1Of(bytes.subarray(offset, offset + 4)), data: bytes.subarray(offset + 8, end) };
    offset = end + (length % 2);
  }
}

/** VP8X data for a file that has none: flags, 3 reserved bytes, width − 1 and height − 1 in 24 bits each. */
function extendedHeader(picture: WebpChunk | undefined, file: string): Uint8Array {
  const { width, height, hasAlpha } = canvasOf(picture, file);
  const data = new DataView(new ArrayBuffer(12)); // 24-bit numbers are written as 32 bits, lower ones first
  data.setUint32(0, hasAlpha ? alphaFlag : 0, true);
  data.setUint32(4, width - 1, true);
  data.setUint32(7, height - 1, true);
  return new Uint8Array(data.buffer, 0, 10);
}

/** Size in pixels from the picture's own header. Sources: RFC 6386, 9.1 (VP8); RFC 9649, 3.4 (VP8L). */
function canvasOf(picture: WebpChunk | undefined, file: string): { width: number; height: number; hasAlpha: boolean } {
  if (
    picture?.type === "VP8 " &&
    latin1Of(picture.data.subarray(3, 6)) === "\x9d\x01\x2a" &&
    picture.data.length >= 10
  ) {
    const view = viewOf(picture.data);
    const [width, height] = [view.getUint16(6, true) & 0x3fff, view.getUint16(8, true) & 0x3fff];
    if (width > 0 && height > 0) return { width, height, hasAlpha: false };
  }
  if (picture?.type === "VP8L" && picture.data[0] === 0x2f && picture.data.length >= 5) {
    const bits = viewOf(picture.data).getUint32(1, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, hasAlpha: ((bits >>> 28) & 1) === 1 };
  }
  throw damaged(file, { en: "its picture header is not WebP's", zh: "画面的文件头不是 WebP 的" }, 12);
}

function printChunk({ type, data }: WebpChunk): Uint8Array {
  return concatBytes([printHead(type, data.length), data, new Uint8Array(data.length % 2)]);
}

function printHead(type: string, length: Bytes): Uint8Array {
  const head = new Uint8Array(8);
  head.set(Buffer.from(type, "latin1"));
  viewOf(head).setUint32(4, length, true);
  return head;
}

function damaged(file: string, reason: Reason, at: Bytes): Error {
  return imageErrors.damagedImage({ file, reason, at });
}
