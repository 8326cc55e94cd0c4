import { crc32, deflateSync } from "node:zlib";
import { type Mutation, mutate } from "./mutations.ts";
import type { Random } from "./random.ts";

/** A piece of a picture file: a chunk of a PNG or WebP, a segment of a JPEG. */
interface Piece {
  readonly type: string;
  readonly data: Uint8Array;
}

interface Container {
  readonly is: (bytes: Uint8Array) => boolean;
  readonly split: (bytes: Uint8Array) => Piece[];
  readonly join: (pieces: readonly Piece[], r: Random) => Uint8Array;
  readonly types: readonly string[];
}

const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));
const joined = (parts: readonly Uint8Array[]) => Uint8Array.from(Buffer.concat(parts));
const startsWith = (bytes: Uint8Array, text: string, at = 0) =>
  Buffer.from(bytes.subarray(at, at + text.length)).toString("latin1") === text;
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const number = (value: number, bits: 16 | 32, isLittle = false) => {
  const bytes = new Uint8Array(bits / 8);
  if (bits === 16) view(bytes).setUint16(0, value & 0xffff, isLittle);
  else view(bytes).setUint32(0, value, isLittle);
  return bytes;
};

const png: Container = {
  is: (bytes) => startsWith(bytes, "\x89PNG\r\n\x1a\n"),
  split(bytes) {
    const pieces: Piece[] = [];
    for (let at = 8; at + 12 <= bytes.length; ) {
      const length = view(bytes).getUint32(at);
      const type = Buffer.from(bytes.subarray(at + 4, at + 8)).toString("latin1");
      pieces.push({ type, data: bytes.subarray(at + 8, at + 8 + length) });
      at += 12 + length;
    }
    return pieces;
  },
  join: (pieces, r) =>
    joined([
      latin1("\x89PNG\r\n\x1a\n"),
      ...pieces.flatMap(({ type, data }) => {
        const body = joined([latin1(type.padEnd(4).slice(0, 4)), data]);
        const sum = r.below(30) === 0 ? r.below(2 ** 31) : crc32(body);
        return [number(data.length, 32), body, number(sum, 32)];
      }),
    ]),
  types: ["tEXt", "zTXt", "iTXt", "eXIf", "PLTE", "tRNS", "gAMA", "iCCP", "acTL", "IDAT", "IEND", "IHDR"],
};

const webp: Container = {
  is: (bytes) => startsWith(bytes, "RIFF") && startsWith(bytes, "WEBP", 8),
  split(bytes) {
    const pieces: Piece[] = [];
    for (let at = 12; at + 8 <= bytes.length; ) {
      const length = view(bytes).getUint32(at + 4, true);
      const type = Buffer.from(bytes.subarray(at, at + 4)).toString("latin1");
      pieces.push({ type, data: bytes.subarray(at + 8, at + 8 + length) });
      at += 8 + length + (length % 2);
    }
    return pieces;
  },
  join(pieces, r) {
    const body = joined(
      pieces.flatMap(({ type, data }) => [
        latin1(type.padEnd(4).slice(0, 4)),
        number(data.length, 32, true),
        data,
        new Uint8Array(data.length % 2),
      ]),
    );
    const size = r.below(10) === 0 ? r.below(2 ** 31) : body.length + 4;
    return joined([latin1("RIFF"), number(size, 32, true), latin1("WEBP"), body]);
  },
  types: ["VP8X", "VP8 ", "VP8L", "EXIF", "XMP ", "ICCP", "ANIM", "ANMF", "ALPH"],
};

const jpeg: Container = {
  is: (bytes) => startsWith(bytes, "\xff\xd8"),
  split(bytes) {
    const pieces: Piece[] = [];
    let at = 2;
    while (at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda) {
      const length = view(bytes).getUint16(at + 2);
      pieces.push({ type: String.fromCharCode(bytes[at + 1]!), data: bytes.subarray(at + 4, at + 2 + length) });
      at += 2 + Math.max(2, length);
    }
    return [...pieces, { type: "scan", data: bytes.subarray(at) }];
  },
  join: (pieces, r) =>
    joined([
      latin1("\xff\xd8"),
      ...pieces.flatMap(({ type, data }) => {
        if (type === "scan") return [data];
        const length = r.below(20) === 0 ? r.below(2 ** 16) : data.length + 2;
        return [Uint8Array.of(0xff, type.charCodeAt(0)), number(length, 16), data];
      }),
    ]),
  types: ["\xe0", "\xe1", "\xe2", "\xed", "\xfe", "\xc0", "\xc2", "\xc4", "\xdb", "\xdd", "scan"],
};

/** A TIFF structure with entries that point anywhere, also at themselves. */
function exif(r: Random): Uint8Array {
  const isLittle = r.below(2) === 0;
  const entries = Array.from({ length: r.below(8) }, () => [
    number(r.pick([0x8769, 0x9286, 0x010e, 0x8825, 0x0112]), 16, isLittle),
    number(r.pick([1, 2, 3, 4, 7, 12, 13, 99]), 16, isLittle),
    number(r.pick([0, 1, 8, 64, 2 ** 31, 0xffffffff]), 32, isLittle),
    number(r.pick([0, 8, 26, 40, 100, 0xfffffff0]), 32, isLittle),
  ]);
  const comment =
    r.pick(["UNICODE\0", "ASCII\0\0\0", "JIS\0\0\0\0\0", "\0\0\0\0\0\0\0\0", ""]) + "Steps: 20\0\0".repeat(r.below(9));
  return joined([
    latin1(r.pick(["", "Exif\0\0"])),
    latin1(isLittle ? "II*\0" : "MM\0*"),
    number(r.pick([8, 8, 8, 0, 0xffffffff]), 32, isLittle),
    number(r.pick([entries.length, entries.length, 0xffff]), 16, isLittle),
    ...entries.flat(),
    number(0, 32),
    latin1(comment),
  ]);
}

/** Texts of every kind: long, compressed without end, of broken words. */
function texts(r: Random): Uint8Array {
  const keyword = r.pick([
    "parameters",
    "comment",
    "prompt",
    "workflow",
    "sd-ti-embedding",
    "Comment",
    "",
    "k".repeat(90),
  ]);
  const value = r.pick(["Steps: 20, Seed: 1", "eyJzdHJpbmdfdG9fcGFyYW0iOnt9fQ==", "\xff\xfe", "[", "{".repeat(5000)]);
  const packed = r.pick([
    () => deflateSync(latin1(value)),
    () => deflateSync(Buffer.alloc(2 ** (10 + r.below(15)), "a")),
    () => latin1(value),
  ])();
  return joined([
    latin1(`${keyword}\0`),
    latin1(r.pick(["", "\0", "\x01\0", "\x01\0\0\0", "\0\0\0\0", "\x02\x02en\0\0"])),
    packed,
  ]);
}

/** Pieces gone, doubled, moved, renamed, changed inside, or with invented texts, in a file that is whole around them. */
export const mutatePicture: Mutation = (bytes, r, others) => {
  const container = [png, webp, jpeg].find(({ is }) => is(bytes));
  if (!container) return bytes;
  const pieces = container.split(bytes);
  for (let n = 1 + r.below(3); n > 0; n--) {
    const at = r.below(pieces.length);
    const piece = pieces[at];
    if (!piece) break;
    switch (r.below(6)) {
      case 0:
        pieces.splice(at, 1);
        break;
      case 1:
        pieces.splice(r.below(pieces.length + 1), 0, piece);
        break;
      case 2:
        pieces[at] = { ...piece, data: mutate(piece.data, r, others) };
        break;
      case 3:
        pieces[at] = { ...piece, type: r.pick(container.types) };
        break;
      default: {
        const data = r.pick([exif, texts])(r);
        const isLong = container === jpeg && data.length > 65_000;
        pieces.splice(1, 0, { type: r.pick(container.types), data: isLong ? data.subarray(0, 65_000) : data });
      }
    }
  }
  return container.join(pieces, r);
};
