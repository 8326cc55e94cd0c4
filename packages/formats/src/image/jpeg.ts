import { type Bytes, DanfangError, type Reason } from "@danfang/domain";
import { concatBytes, latin1Of, viewOf } from "../concat-bytes.ts";
import { imageErrors } from "./errors.ts";
import { exifPrefix, printExif } from "./exif.ts";
import { photoshopPrefix } from "./iptc.ts";
import type { TextsFound } from "./texts-found.ts";

const startOfScan = 0xda;
const endOfImage = 0xd9;
const app0 = 0xe0;
const app1 = 0xe1;
const comment = 0xfe;

/** What a JPEG says beside its pixels. */
export interface JpegTexts {
  /** The first Exif segment, {@link exifPrefix} included. */
  readonly exif: Uint8Array | undefined;
  /** The bytes of the first COM segment. */
  readonly comment: Uint8Array | undefined;
}

interface JpegSegment {
  readonly marker: number;
  readonly data: Uint8Array;
  /** The segment as it stands in the file. */
  readonly bytes: Uint8Array;
}

/**
 * Finds the EXIF block and the comment before the picture data. From a file that is damaged further on, what came before the
 * damage is returned. Errors: `formats/damagedImage` when nothing could be read.
 */
export function readJpegTexts(bytes: Uint8Array, file = "image"): JpegTexts {
  const found: { exif?: Uint8Array; comment?: Uint8Array } = {};
  try {
    for (const segment of jpegSegments(bytes, file)) {
      if (isExif(segment)) found.exif ??= segment.data;
      if (segment.marker === comment) found.comment ??= segment.data;
    }
  } catch (error) {
    const partial = found.exif !== undefined || found.comment !== undefined;
    if (!(partial && error instanceof DanfangError)) throw error;
  }
  return { exif: found.exif, comment: found.comment };
}

const app13 = 0xed;
const xmpPrefix = "http://ns.adobe.com/xap/1.0/\0";
const longXmpPrefix = "http://ns.adobe.com/xmp/extension/\0";
/** Name of the whole (32 letters), its length and the place of this part in it. */
const longXmpHead = 40;

/** Tells of every Exif, XMP, IPTC and COM segment before the picture data. Errors: `formats/damagedImage`. */
export function readJpegParts(bytes: Uint8Array, file: string, found: TextsFound): void {
  const longXmp: Uint8Array[] = [];
  try {
    for (const segment of jpegSegments(bytes, file)) {
      if (isExif(segment)) found.exif(segment.data);
      else if (segment.marker === comment) found.comment(segment.data);
      else if (beginsWith(segment, app1, xmpPrefix)) found.xmp(segment.data.subarray(xmpPrefix.length));
      else if (beginsWith(segment, app1, longXmpPrefix)) longXmp.push(segment.data.subarray(longXmpPrefix.length));
      else if (beginsWith(segment, app13, photoshopPrefix))
        found.resources(segment.data.subarray(photoshopPrefix.length));
    }
  } finally {
    for (const whole of joinLongXmp(longXmp)) found.xmp(whole);
  }
}

const beginsWith = ({ marker, data }: JpegSegment, wanted: number, prefix: string): boolean =>
  marker === wanted && latin1Of(data.subarray(0, prefix.length)) === prefix;

/** XMP beyond 64 KiB stands in parts, each with its place. Source: Adobe XMP, part 3, 1.1.3.1. */
function joinLongXmp(segments: readonly Uint8Array[]): Uint8Array[] {
  const parts = segments
    .filter(({ length }) => length >= longXmpHead)
    .map((data) => ({
      name: latin1Of(data.subarray(0, 32)),
      at: viewOf(data).getUint32(36),
      data: data.subarray(longXmpHead),
    }));
  const documents = Map.groupBy(parts, ({ name }) => name).values();
  return [...documents].map((all) => concatBytes(all.toSorted((a, b) => a.at - b.at).map(({ data }) => data)));
}

/**
 * The same JPEG with an EXIF block that says `text`, in place of the one it had; it follows the JFIF segment if there is one.
 *
 * Errors: `formats/damagedImage`; `formats/textTooLong` beyond some 32 700 characters, since a segment has 16 bits of length.
 * Source: ITU-T T.81, B.1.1.4.
 */
export function writeJpegText(bytes: Uint8Array, text: string, file = "image"): Uint8Array<ArrayBuffer> {
  const exif = printApp1(concatBytes([exifPrefix, printExif(text)]), file);
  const kept = [...jpegSegments(bytes, file)];
  const rest = bytes.subarray(2 + kept.reduce((sum, segment) => sum + segment.bytes.length, 0));
  const [first, ...others] = kept.filter((segment) => !isExif(segment)).map((segment) => segment.bytes);
  const jfifFirst = first?.at(1) === app0;
  const before = first && jfifFirst ? [first] : [];
  const after = first && !jfifFirst ? [first] : [];
  return concatBytes([bytes.subarray(0, 2), ...before, exif, ...after, ...others, rest]);
}

/** Walks the segments from behind SOI up to the start of the picture data. */
function* jpegSegments(bytes: Uint8Array, file: string): Generator<JpegSegment> {
  const damaged = (reason: Reason, at: Bytes) => imageErrors.damagedImage({ file, reason, at });
  const view = viewOf(bytes);
  for (let offset = 2; ; ) {
    let code = offset;
    while (bytes[code] === 0xff) code++; // any number of FF bytes may stand before a marker
    const marker = bytes[code];
    if (marker === undefined)
      throw damaged({ en: "it ends before the picture begins", zh: "画面还没开始就结束了" }, bytes.length);
    if (code === offset || marker === 0) throw damaged({ en: "a marker is missing", zh: "缺少标记" }, offset);
    if (marker === startOfScan || marker === endOfImage) return;
    const length = code + 3 <= bytes.length ? view.getUint16(code + 1) : 0;
    const end = code + 1 + length;
    if (length < 2 || end > bytes.length) throw damaged({ en: "a segment does not fit", zh: "有一段放不下" }, offset);
    yield { marker, data: bytes.subarray(code + 3, end), bytes: bytes.subarray(offset, end) };
    offset = end;
  }
}

function isExif({ marker, data }: JpegSegment): boolean {
  return marker === app1 && latin1Of(data.subarray(0, exifPrefix.length)) === latin1Of(exifPrefix);
}

function printApp1(data: Uint8Array, file: string): Uint8Array {
  const limit: Bytes = 0xffff - 2;
  if (data.length > limit) throw imageErrors.textTooLong({ file, limit });
  const head = new DataView(new ArrayBuffer(4));
  head.setUint16(0, 0xff00 | app1);
  head.setUint16(2, data.length + 2);
  return concatBytes([new Uint8Array(head.buffer), data]);
}
