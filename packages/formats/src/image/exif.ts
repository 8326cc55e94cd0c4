import { concatBytes, latin1Of, viewOf } from "../concat-bytes.ts";
import { parseUserComment, parseXpText, printUserComment, utf8OrLatin1 } from "./user-comment.ts";

/** Stands before the TIFF structure in JPEG, and in some WebP files. */
export const exifPrefix = Uint8Array.of(0x45, 0x78, 0x69, 0x66, 0, 0); // "Exif\0\0"

const exifIfdTag = 0x8769;
const userCommentTag = 0x9286;
const longType = 4;
const undefinedType = 7;

/**
 * A TIFF structure whose only content is a UserComment, byte for byte as piexif 1.1 writes it: big-endian, IFD0 with the
 * pointer to the Exif IFD, the Exif IFD (without the link to a next one), the comment. JPEG wants {@link exifPrefix}
 * before it. Source: TIFF 6.0, section 2.
 */
export function printExif(text: string): Uint8Array<ArrayBuffer> {
  const comment = printUserComment(text);
  const head = new DataView(new ArrayBuffer(40));
  head.setUint32(0, 0x4d4d002a); // "MM", 42
  head.setUint32(4, 8);
  printIfd(head, 8, { tag: exifIfdTag, type: longType, count: 1, value: 26 });
  printIfd(head, 26, { tag: userCommentTag, type: undefinedType, count: comment.length, value: 40 });
  return concatBytes([new Uint8Array(head.buffer), comment]);
}

/** An IFD of one entry; `value` is a number or the offset of a longer value. */
function printIfd(
  view: DataView,
  at: number,
  entry: { tag: number; type: number; count: number; value: number },
): void {
  view.setUint16(at, 1);
  view.setUint16(at + 2, entry.tag);
  view.setUint16(at + 4, entry.type);
  view.setUint32(at + 6, entry.count);
  view.setUint32(at + 10, entry.value);
}

/**
 * The UserComment of an EXIF block, with or without `Exif\0\0` before it; undefined when there is none or it is empty.
 * Total: a structure that points outside itself has no comment.
 */
export function readUserComment(exif: Uint8Array): string | undefined {
  const { ifds, isLittleEndian } = readIfds(exif);
  const comment = ifds
    .toReversed()
    .find((ifd) => ifd.has(userCommentTag))
    ?.get(userCommentTag); // some know one IFD only
  return (comment && parseUserComment(comment, isLittleEndian)) || undefined;
}

/** Tags with words in them that programs keep their data under. Source: CIPA DC-008 (Exif 2.32). */
const textTags: readonly (readonly [tag: number, key: string])[] = [
  [userCommentTag, "UserComment"],
  [0x010e, "ImageDescription"],
  [0x010f, "Make"],
  [0x0110, "Model"],
  [0x0131, "Software"],
  [0x927c, "MakerNote"],
  [0x9c9c, "XPComment"],
];

/** The texts of an EXIF block under the names of their tags, the comment first. Total. */
export function readExifTexts(exif: Uint8Array): { key: string; text: string }[] {
  const { ifds, isLittleEndian } = readIfds(exif);
  return textTags.flatMap(([tag, key]) => {
    const value = ifds
      .toReversed()
      .find((ifd) => ifd.has(tag))
      ?.get(tag);
    const text = value && textOfTag(tag, value, isLittleEndian);
    return text ? [{ key, text }] : [];
  });
}

function textOfTag(tag: number, value: Uint8Array, isLittleEndian: boolean): string {
  if (tag === userCommentTag) return parseUserComment(value, isLittleEndian);
  if (tag === 0x9c9c) return parseXpText(value);
  return utf8OrLatin1(value).replace(/(?<!\0)\0+$/, "");
}

/** IFD0 and the Exif IFD, those that there are. */
function readIfds(exif: Uint8Array): { ifds: ReadonlyMap<number, Uint8Array>[]; isLittleEndian: boolean } {
  let tiff = exif;
  for (let i = 0; i < 2 && latin1Of(tiff.subarray(0, 4)) === "Exif"; i++) tiff = tiff.subarray(exifPrefix.length); // some write it twice
  const order = latin1Of(tiff.subarray(0, 4));
  const isLittleEndian = order === "II*\0";
  if (order !== "MM\0*" && !isLittleEndian) return { ifds: [], isLittleEndian };
  const ifd0 = readIfd(tiff, uint32(tiff, 4, isLittleEndian), isLittleEndian);
  const pointer = ifd0.get(exifIfdTag);
  const exifIfd = pointer && readIfd(tiff, uint32(pointer, 0, isLittleEndian), isLittleEndian);
  return { ifds: exifIfd ? [ifd0, exifIfd] : [ifd0], isLittleEndian };
}

/** Bytes of one number of each TIFF type, by type number from 1. Source: TIFF 6.0, section 2. */
const bytesPerType = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

/** Tag → the bytes of its value, of the entries that lie inside; the first of equal tags counts. */
function readIfd(tiff: Uint8Array, at: number | undefined, isLittleEndian: boolean): Map<number, Uint8Array> {
  const values = new Map<number, Uint8Array>();
  if (at === undefined || at + 2 > tiff.length) return values;
  const view = viewOf(tiff);
  const count = view.getUint16(at, isLittleEndian);
  for (let entry = at + 2; entry < at + 2 + 12 * count && entry + 12 <= tiff.length; entry += 12) {
    const length =
      (bytesPerType[view.getUint16(entry + 2, isLittleEndian)] ?? 0) * view.getUint32(entry + 4, isLittleEndian);
    const start = length <= 4 ? entry + 8 : view.getUint32(entry + 8, isLittleEndian);
    const tag = view.getUint16(entry, isLittleEndian);
    if (start + length <= tiff.length && !values.has(tag)) values.set(tag, tiff.subarray(start, start + length));
  }
  return values;
}

function uint32(bytes: Uint8Array, at: number, isLittleEndian: boolean): number | undefined {
  return at + 4 <= bytes.length ? viewOf(bytes).getUint32(at, isLittleEndian) : undefined;
}
