import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concatBytes } from "../concat-bytes.ts";
import { exifPrefix, printExif, readUserComment } from "./exif.ts";
import { parseUserComment, printUserComment } from "./user-comment.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const bytesOf = (...parts: (string | Uint8Array)[]) =>
  concatBytes(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part)));
const utf16be = (text: string) => Buffer.from(text, "utf16le").swap16();
const utf16le = (text: string) => Buffer.from(text, "utf16le");
const infotext = "一个女孩\nSteps: 20, Sampler: Euler a";

describe("printExif", () => {
  it("writes what piexif 1.1.3 writes", () => {
    expect(hex(printUserComment("a: é"))).toBe("554e49434f4445000061003a002000e9");
    expect(hex(concatBytes([exifPrefix, printExif("a: é")]))).toBe(
      "4578696600004d4d002a0000000800018769000400000001" +
        "0000001a000000000001928600070000001000000028554e49434f4445000061003a002000e9",
    );
  });
});

describe("readUserComment", () => {
  it("reads what was printed, with and without the prefix", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (text) => {
        fc.pre(!text.endsWith("\0") && !text.startsWith("\ufeff") && !text.startsWith("\ufffe"));
        expect(readUserComment(printExif(text))).toBe(text);
        expect(readUserComment(concatBytes([exifPrefix, printExif(text)]))).toBe(text);
      }),
    );
  });

  it("finds nothing in an empty comment or an empty structure", () => {
    expect(readUserComment(printExif(""))).toBeUndefined();
    expect(readUserComment(new Uint8Array())).toBeUndefined();
    expect(readUserComment(bytesOf("MM\0*\0\0\0\x08\0\0"))).toBeUndefined();
  });

  it("survives arbitrary damage, pointers into themselves included", () => {
    const hits = fc.array(fc.tuple(fc.nat(70), fc.integer({ min: 0, max: 255 })), { maxLength: 6 });
    fc.assert(
      fc.property(fc.string(), hits, fc.nat(80), (text, damage, length) => {
        const exif = printExif(text);
        for (const [at, value] of damage) if (at < exif.length) exif[at] = value;
        readUserComment(exif.subarray(0, length));
      }),
      { numRuns: 1000 },
    );
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void readUserComment(bytesOf("II*\0", bytes))));
  });
});

describe("parseUserComment", () => {
  it.each<[string, Uint8Array, boolean, string]>([
    ["big-endian UTF-16 in a big-endian file", bytesOf("UNICODE\0", utf16be(infotext)), false, infotext],
    ["big-endian UTF-16 in a little-endian file", bytesOf("UNICODE\0", utf16be(infotext)), true, infotext],
    ["little-endian UTF-16 in a little-endian file", bytesOf("UNICODE\0", utf16le(infotext)), true, infotext],
    [
      "plain little-endian UTF-16 in a big-endian file",
      bytesOf("UNICODE\0", utf16le("a cat, Steps: 20")),
      false,
      "a cat, Steps: 20",
    ],
    ["short Chinese in a big-endian file", bytesOf("UNICODE\0", utf16be("一")), false, "一"],
    ["a big-endian mark", bytesOf("UNICODE\0\xfe\xff", utf16be("日本")), true, "日本"],
    ["a little-endian mark", bytesOf("UNICODE\0\xff\xfe", utf16le("日本")), false, "日本"],
    ["half a character at the end", bytesOf("UNICODE\0", utf16be("ab"), "\0"), false, "ab"],
    ["ASCII", bytesOf("ASCII\0\0\0a: 1\0\0"), false, "a: 1"],
    ["UTF-8 that calls itself ASCII", bytesOf("ASCII\0\0\0", Buffer.from("é: 1")), false, "é: 1"],
    ["Latin-1 that calls itself ASCII", bytesOf("ASCII\0\0\0\xe9: 1"), false, "é: 1"],
    ["JIS", bytesOf("JIS\0\0\0\0\0\x93\xfa\x96\x7b, Steps: 1"), false, "日本, Steps: 1"],
    ["an undefined code", bytesOf("\0".repeat(8), Buffer.from("é: 1")), false, "é: 1"],
    ["no prefix at all", Buffer.from("日本, Steps: 20"), false, "日本, Steps: 20"],
    ["no prefix and broken UTF-8", bytesOf("a: 1\xff, b: 2"), false, "a: 1, b: 2"],
  ])("understands %s", (_, bytes, isLittleEndianTiff, text) => {
    expect(parseUserComment(bytes, isLittleEndianTiff)).toBe(text);
  });
});
