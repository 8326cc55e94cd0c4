import { concatBytes, latin1Of, viewOf } from "../concat-bytes.ts";

const unicode = "UNICODE\0";
const ascii = "ASCII\0\0\0";
const jis = "JIS\0\0\0\0\0";
const undefinedCode = "\0".repeat(8);

/** An EXIF UserComment as AUTOMATIC1111 (piexif) writes it: `UNICODE\0`, then UTF-16 big-endian without a mark. */
export function printUserComment(text: string): Uint8Array<ArrayBuffer> {
  const bytes = concatBytes([Buffer.from(unicode, "latin1"), new Uint8Array(2 * text.length)]);
  const view = viewOf(bytes);
  for (let i = 0; i < text.length; i++) view.setUint16(8 + 2 * i, text.charCodeAt(i));
  return bytes;
}

/**
 * The text of an EXIF UserComment, whoever wrote it; zeros that pad the end are dropped. Total.
 *
 * EXIF leaves the byte order of UNICODE open: most files follow AUTOMATIC1111 (big-endian in any TIFF), others use the
 * order of their TIFF structure, so `isLittleEndianTiff` says what to expect when the text itself is not clear. Without a
 * known prefix the bytes are UTF-8. Source: CIPA DC-008 (Exif 2.32), 4.6.5 UserComment.
 */
export function parseUserComment(bytes: Uint8Array, isLittleEndianTiff: boolean): string {
  const rest = bytes.subarray(8);
  const text = ((): string => {
    switch (latin1Of(bytes.subarray(0, 8))) {
      case unicode:
        return isPlainAscii(rest) ? utf8OrLatin1(rest) : decodeUtf16(rest, isLittleEndianTiff);
      case ascii:
        return utf8OrLatin1(rest);
      case jis:
        return new TextDecoder("shift_jis").decode(rest);
      case undefinedCode:
        return dropBroken(rest);
      default:
        return decodeUnmarked(bytes);
    }
  })();
  return text.replace(/(?<!\0)\0+$/, "").replace(/^charset="?\w{1,20}"?\s/i, "");
}

/** UTF-8 behind a mark that promises UTF-16, as some write it: all letters, no zeros. */
const isPlainAscii = (bytes: Uint8Array): boolean =>
  bytes.length >= fewestPlain &&
  bytes
    .subarray(0, plainLook)
    .every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13);
/** Bytes that are looked at: Chinese in UTF-16 is not letters alone for so long. */
const plainLook = 64;
/** Fewer bytes than this are letters by accident. */
const fewestPlain = 24;

/** Without a mark it is UTF-8; where every other byte is zero, UTF-16. */
function decodeUnmarked(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xfe && second === 0xff) return utf16(bytes.subarray(2), "big");
  if (first === 0xff && second === 0xfe) return utf16(bytes.subarray(2), "little");
  if (bytes.length >= 4 && first === 0 && bytes[2] === 0 && second !== 0) return utf16(bytes, "big");
  if (bytes.length >= 4 && second === 0 && bytes[3] === 0 && first !== 0) return utf16(bytes, "little");
  return dropBroken(bytes);
}

function decodeUtf16(bytes: Uint8Array, isLittleEndianTiff: boolean): string {
  const [first, second] = bytes;
  if (first === 0xfe && second === 0xff) return utf16(bytes.subarray(2), "big");
  if (first === 0xff && second === 0xfe) return utf16(bytes.subarray(2), "little");
  const big = utf16(bytes, "big");
  const little = utf16(bytes, "little");
  const [inBig, inLittle] = [asciiIn(big), asciiIn(little)];
  if (isLittleEndianTiff) return inLittle > inBig ? little : big;
  // Big-endian is then all but certain; only a text that is ASCII through and through the other way round overrules it.
  const isPlainLittle = inBig === 0 && inLittle >= 4 && inLittle >= 0.75 * little.length;
  return isPlainLittle ? little : big;
}

/** Code units as they are, half characters too; an odd last byte is dropped. */
function utf16(bytes: Uint8Array, order: "big" | "little"): string {
  const swapped = Buffer.from(bytes.subarray(0, bytes.length & ~1));
  return (order === "big" ? swapped.swap16() : swapped).toString("utf16le");
}

const asciiIn = (text: string): number => text.match(/[\n\r\t -~]/g)?.length ?? 0;

/** What Windows writes into its own tags: UTF-16 little-endian, with a zero at its end. */
export const parseXpText = (bytes: Uint8Array): string => utf16(bytes, "little").replace(/(?<!\0)\0+$/, "");

/** Bytes as UTF-8 where they are that, else as Latin-1, which every byte is. */
export function utf8OrLatin1(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return latin1Of(bytes); // an answer, not a failure: Latin-1 accepts every byte
  }
}

const dropBroken = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).replaceAll("\ufffd", "");
