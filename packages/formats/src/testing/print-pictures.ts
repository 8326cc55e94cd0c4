import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { concatBytes } from "../concat-bytes.ts";
import { pngSignature, printPngChunk } from "../image/png-chunks.ts";

/** Small pictures of every kind that say something, built from what they say. */
const latin1 = (text: string) => Buffer.from(text, "latin1");
const uint = (value: number, width: number, order: "big" | "little" = "big"): Uint8Array => {
  const bytes = new Uint8Array(width);
  for (let i = 0; i < width; i++) bytes[order === "big" ? width - 1 - i : i] = Math.floor(value / 256 ** i) & 255;
  return bytes;
};

export type TextChunk = "tEXt" | "zTXt" | "iTXt" | "packed iTXt";

/** A chunk of a PNG that says `text` under `key`. */
export function printTextChunk(kind: TextChunk, key: string, text: string): Uint8Array {
  const words = Buffer.from(text);
  const name = latin1(`${key}\0`);
  if (kind === "tEXt") return printPngChunk("tEXt", concatBytes([name, words]));
  if (kind === "zTXt") return printPngChunk("zTXt", concatBytes([name, Uint8Array.of(0), deflateSync(words)]));
  const isPacked = kind === "packed iTXt";
  return printPngChunk(
    "iTXt",
    concatBytes([name, Uint8Array.of(isPacked ? 1 : 0, 0, 0, 0), isPacked ? deflateSync(words) : words]),
  );
}

/** What pixels a PNG has: row after row, 8 bits a channel. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly data: Uint8Array;
}

export const greyPixels = (width = 2, height = 2, channels: 3 | 4 = 3): Pixels => ({
  width,
  height,
  channels,
  data: new Uint8Array(width * height * channels).fill(0x81),
});

/** Pixels that no packing makes smaller. */
export function noisyPixels(width: number, height: number, seed = 1): Pixels {
  let state = seed | 1;
  const data = Uint8Array.from({ length: width * height * 3 }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 255;
  });
  return { width, height, channels: 3, data };
}

/** A PNG with these chunks before and behind its pixels. */
export function printPng(
  before: readonly Uint8Array[],
  behind: readonly Uint8Array[] = [],
  pixels = greyPixels(),
): Uint8Array {
  const { width, height, channels, data } = pixels;
  const header = concatBytes([uint(width, 4), uint(height, 4), Uint8Array.of(8, channels === 4 ? 6 : 2, 0, 0, 0)]);
  const line = width * channels;
  const rows = Array.from({ length: height }, (_, y) =>
    concatBytes([Uint8Array.of(0), data.subarray(y * line, (y + 1) * line)]),
  );
  const idat = printPngChunk("IDAT", deflateSync(concatBytes(rows)));
  return concatBytes([
    pngSignature,
    printPngChunk("IHDR", header),
    ...before,
    idat,
    ...behind,
    printPngChunk("IEND", new Uint8Array()),
  ]);
}

/** A PNG that hides `text` in its lowest bits. */
export function printStealthPng(text: string, way: "alpha" | "rgb", is: "plain" | "packed"): Uint8Array {
  const name = `stealth_${way === "alpha" ? "png" : "rgb"}${is === "packed" ? "comp" : "info"}`;
  const payload = is === "packed" ? gzipSync(Buffer.from(text)) : Buffer.from(text);
  const stream = concatBytes([latin1(name), uint(8 * payload.length, 4), payload]);
  const perPixel = way === "alpha" ? 1 : 3;
  const height = 130;
  const width = Math.ceil((8 * stream.length) / perPixel / height) + 1;
  const { channels, data } = greyPixels(width, height, way === "alpha" ? 4 : 3);
  if (way === "alpha") for (let i = 3; i < data.length; i += 4) data[i] = 255;
  for (let bit = 0; bit < 8 * stream.length; bit++) {
    const pixel = Math.floor(bit / perPixel);
    const at = ((pixel % height) * width + Math.floor(pixel / height)) * channels + (way === "alpha" ? 3 : bit % 3);
    data[at] = ((data[at] ?? 0) & 0xfe) | (((stream[bit >> 3] ?? 0) >> (7 - (bit % 8))) & 1);
  }
  return printPng([], [], { width, height, channels, data });
}

const exifTags: Readonly<Record<string, number>> = {
  ImageDescription: 0x010e,
  Make: 0x010f,
  Model: 0x0110,
  Software: 0x0131,
  MakerNote: 0x927c,
  UserComment: 0x9286,
  XPComment: 0x9c9c,
};

/** A TIFF structure with these tags, UserComment and MakerNote in the Exif IFD, in either byte order. */
export function printTiff(values: Readonly<Record<string, Uint8Array>>, order: "big" | "little" = "big"): Uint8Array {
  const inExif = new Set(["UserComment", "MakerNote"]);
  const entries = Object.entries(values);
  const first = entries.filter(([name]) => !inExif.has(name));
  const second = entries.filter(([name]) => inExif.has(name));
  const exifAt = 8 + 2 + 12 * (first.length + (second.length > 0 ? 1 : 0)) + 4;
  let place = exifAt + (second.length > 0 ? 2 + 12 * second.length + 4 : 0);
  const data: Uint8Array[] = [];
  const entry = ([name, value]: [string, Uint8Array]): Uint8Array => {
    const isShort = value.length <= 4;
    const at = isShort ? concatBytes([value, new Uint8Array(4 - value.length)]) : uint(place, 4, order);
    if (!isShort) {
      data.push(value);
      place += value.length;
    }
    return concatBytes([uint(exifTags[name] ?? 0, 2, order), uint(7, 2, order), uint(value.length, 4, order), at]);
  };
  const pointer = concatBytes([uint(0x8769, 2, order), uint(4, 2, order), uint(1, 4, order), uint(exifAt, 4, order)]);
  const ifd = (list: readonly Uint8Array[]) => concatBytes([uint(list.length, 2, order), ...list, new Uint8Array(4)]);
  const one = ifd([...first.map(entry), ...(second.length > 0 ? [pointer] : [])]);
  const two = second.length > 0 ? ifd(second.map(entry)) : new Uint8Array();
  const head = concatBytes([latin1(order === "big" ? "MM\0*" : "II*\0"), uint(8, 4, order)]);
  return concatBytes([head, one, two, ...data]);
}

/** UserComments as people write them. */
export const userComments: Readonly<Record<string, (text: string) => Uint8Array>> = {
  "UTF-16, big-endian": (text) => concatBytes([latin1("UNICODE\0"), Buffer.from(text, "utf16le").swap16()]),
  "UTF-16, little-endian": (text) => concatBytes([latin1("UNICODE\0"), Buffer.from(text, "utf16le")]),
  "UTF-16 with a mark": (text) => concatBytes([latin1("UNICODE\0\xff\xfe"), Buffer.from(text, "utf16le")]),
  ASCII: (text) => concatBytes([latin1("ASCII\0\0\0"), Buffer.from(text)]),
  "no code": (text) => concatBytes([new Uint8Array(8), Buffer.from(text)]),
  "no prefix": (text) => Buffer.from(text),
  "UTF-8 that says UTF-16": (text) => concatBytes([latin1("UNICODE\0"), Buffer.from(text)]),
};

const segment = (marker: number, data: Uint8Array) =>
  concatBytes([Uint8Array.of(0xff, marker), uint(data.length + 2, 2), data]);
const xmpOf = (key: string, text: string) => {
  const words = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  return Buffer.from(
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description><${key}><rdf:Alt><rdf:li xml:lang="x-default">${words}</rdf:li></rdf:Alt></${key}></rdf:Description></rdf:RDF></x:xmpmeta>`,
  );
};

/** What a picture outside of PNG says: an EXIF block, XMP under a key, a comment, an IPTC caption. */
export interface Said {
  readonly exif?: Uint8Array;
  readonly xmp?: readonly [key: string, text: string];
  readonly comment?: string;
  readonly caption?: string;
}

/** A JPEG without a picture in it; XMP in two parts where that is asked for. */
export function printJpeg({ exif, xmp, comment, caption }: Said, xmpIs: "short" | "long" = "short"): Uint8Array {
  const parts: Uint8Array[] = [];
  if (exif) parts.push(segment(0xe1, concatBytes([latin1("Exif\0\0"), exif])));
  if (xmp && xmpIs === "short")
    parts.push(segment(0xe1, concatBytes([latin1("http://ns.adobe.com/xap/1.0/\0"), xmpOf(...xmp)])));
  if (xmp && xmpIs === "long") {
    const whole = xmpOf(...xmp);
    const half = whole.length >> 1;
    const part = (at: number, data: Uint8Array) =>
      segment(
        0xe1,
        concatBytes([
          latin1(`http://ns.adobe.com/xmp/extension/\0${"0123456789ABCDEF".repeat(2)}`),
          uint(whole.length, 4),
          uint(at, 4),
          data,
        ]),
      );
    parts.push(part(half, whole.subarray(half)), part(0, whole.subarray(0, half)));
  }
  if (caption !== undefined) {
    const words = Buffer.from(caption);
    const record = concatBytes([Uint8Array.of(0x1c, 2, 120), uint(words.length, 2), words]);
    const resource = concatBytes([
      latin1("8BIM"),
      uint(0x0404, 2),
      uint(0, 2),
      uint(record.length, 4),
      record,
      new Uint8Array(record.length % 2),
    ]);
    parts.push(segment(0xed, concatBytes([latin1("Photoshop 3.0\0"), resource])));
  }
  if (comment !== undefined) parts.push(segment(0xfe, Buffer.from(comment)));
  return concatBytes([Uint8Array.of(0xff, 0xd8), ...parts, Uint8Array.of(0xff, 0xda, 0, 2, 0xff, 0xd9)]);
}

/** A WebP of chunks alone; some writers put `Exif\0\0` before the EXIF. */
export function printWebp({ exif, xmp }: Said, before: "plain" | "prefixed" = "plain"): Uint8Array {
  const chunk = (type: string, data: Uint8Array) =>
    concatBytes([latin1(type), uint(data.length, 4, "little"), data, new Uint8Array(data.length % 2)]);
  const body = concatBytes([
    latin1("WEBP"),
    chunk("VP8X", new Uint8Array(10)),
    ...(exif ? [chunk("EXIF", before === "prefixed" ? concatBytes([latin1("Exif\0\0"), exif]) : exif)] : []),
    ...(xmp ? [chunk("XMP ", xmpOf(...xmp))] : []),
  ]);
  return chunk("RIFF", body);
}

const box = (type: string, ...parts: Uint8Array[]) => {
  const data = concatBytes(parts);
  return concatBytes([uint(data.length + 8, 4), latin1(type), data]);
};
const full = (type: string, version: number, ...parts: Uint8Array[]) =>
  box(type, Uint8Array.of(version, 0, 0, 0), ...parts);

/** An AVIF or HEIC whose items are texts: in `mdat`, or in `idat` inside of `meta`. */
export function printHeif(
  { exif, xmp }: Said,
  brand: "avif" | "heic" = "avif",
  place: "mdat" | "idat" = "mdat",
): Uint8Array {
  const items = [
    ...(exif ? [{ type: "Exif", mime: "", data: concatBytes([uint(0, 4), exif]) }] : []),
    ...(xmp ? [{ type: "mime", mime: "application/rdf+xml\0", data: xmpOf(...xmp) }] : []),
  ];
  const all = concatBytes(items.map(({ data }) => data));
  const infe = items.map(({ type, mime }, i) =>
    full("infe", 2, uint(i + 1, 2), uint(0, 2), latin1(`${type}\0${mime}`)),
  );
  const iinf = full("iinf", 0, uint(items.length, 2), ...infe);
  const ftyp = box("ftyp", latin1(`${brand}\0\0\0\0${brand}mif1`));
  const ilocOf = (start: number) => {
    let at = start;
    const entries = items.map(({ data }, i) => {
      const entry = concatBytes([
        uint(i + 1, 2),
        uint(place === "idat" ? 1 : 0, 2),
        uint(0, 2),
        uint(1, 2),
        uint(at, 4),
        uint(data.length, 4),
      ]);
      at += data.length;
      return entry;
    });
    return full("iloc", 1, Uint8Array.of(0x44, 0), uint(items.length, 2), ...entries);
  };
  const metaOf = (start: number) =>
    full("meta", 0, iinf, ilocOf(start), ...(place === "idat" ? [box("idat", all)] : []));
  const start = place === "idat" ? 0 : ftyp.length + metaOf(0).length + 8;
  return concatBytes([ftyp, metaOf(start), ...(place === "mdat" ? [box("mdat", all)] : [])]);
}

/** A JPEG XL of boxes alone, its texts packed by Brotli where that is asked for. */
export function printJxl({ exif, xmp }: Said, is: "plain" | "packed" = "plain"): Uint8Array {
  const text = (type: string, data: Uint8Array) =>
    is === "plain" ? box(type, data) : box("brob", latin1(type), brotliCompressSync(data));
  return concatBytes([
    latin1("\0\0\0\x0cJXL \r\n\x87\n"),
    box("ftyp", latin1("jxl \0\0\0\0jxl ")),
    ...(exif ? [text("Exif", concatBytes([uint(0, 4), exif]))] : []),
    ...(xmp ? [text("xml ", xmpOf(...xmp))] : []),
  ]);
}

/** A GIF of one pixel, with a comment before it or behind. */
export function printGif({ comment, xmp }: Said, place: "before" | "behind" = "before"): Uint8Array {
  const words = Buffer.from(comment ?? "");
  const blocks = Array.from({ length: Math.ceil(words.length / 255) }, (_, i) =>
    words.subarray(255 * i, 255 * (i + 1)),
  );
  const said =
    comment === undefined
      ? []
      : [
          Uint8Array.of(0x21, 0xfe),
          ...blocks.flatMap((block) => [Uint8Array.of(block.length), block]),
          Uint8Array.of(0),
        ];
  const trailer = concatBytes([
    Uint8Array.of(1),
    Uint8Array.from({ length: 256 }, (_, i) => 255 - i),
    Uint8Array.of(0),
  ]);
  const document = xmp ? [Uint8Array.of(0x21, 0xff, 11), latin1("XMP DataXMP"), xmpOf(...xmp), trailer] : [];
  const pixel = Uint8Array.of(0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 1, 0);
  const head = concatBytes([latin1("GIF89a"), Uint8Array.of(1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255)]);
  const parts = place === "before" ? [...said, ...document, pixel] : [pixel, ...said, ...document];
  return concatBytes([head, ...parts, Uint8Array.of(0x3b)]);
}
