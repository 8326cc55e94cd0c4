import { deflateSync } from "node:zlib";
import fc from "fast-check";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { concatBytes } from "../concat-bytes.ts";
import { outcomeOf } from "../testing/law-of-readers.ts";
import { exifPrefix, printExif } from "./exif.ts";
import { type ImageFormat, readImageText, writeImageText } from "./image-text.ts";
import { readPngTexts, writePngText } from "./png.ts";
import { pngChunks, printPngChunk } from "./png-chunks.ts";

const width = 5;
const height = 3;
const rgb = { raw: { width, height, channels: 3 as const } };
const rgba = { raw: { width, height, channels: 4 as const } };
const ramp = (length: number) => Uint8Array.from({ length }, (_, i) => 13 * i + 5);
const painted: Record<string, [ImageFormat, Uint8Array]> = {};
beforeAll(async () => {
  const plain = sharp(ramp(width * height * 3), rgb);
  const clear = sharp(ramp(width * height * 4), rgba);
  painted.png = ["png", await plain.clone().png().toBuffer()];
  painted.jpeg = ["jpeg", await plain.clone().jpeg({ quality: 80 }).toBuffer()];
  painted["progressive jpeg"] = ["jpeg", await plain.clone().jpeg({ mozjpeg: true }).toBuffer()];
  painted["lossy webp"] = ["webp", await plain.clone().webp().toBuffer()];
  painted["lossless webp"] = ["webp", await plain.clone().webp({ lossless: true }).toBuffer()];
  painted["transparent lossless webp"] = ["webp", await clear.clone().webp({ lossless: true }).toBuffer()];
  painted["transparent lossy webp"] = ["webp", await clear.clone().webp().toBuffer()];
});
const names = [
  "png",
  "jpeg",
  "progressive jpeg",
  "lossy webp",
  "lossless webp",
  "transparent lossless webp",
  "transparent lossy webp",
];

const latin = "café\nSteps: 20, Sampler: Euler a, Seed: 3";
const chinese = "一个女孩 🎈\nSteps: 25, Sampler: DPM++ 2M, Seed: 4";

describe.each(names)("text in a %s", (name) => {
  it("is read back, whatever it is", () => {
    const [format, bytes] = painted[name]!;
    expect(readImageText(bytes)).toBeUndefined();
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (text) => {
        fc.pre(!text.endsWith("\0") && !/^[\ufeff\ufffe]/.test(text));
        expect(readImageText(writeImageText(bytes, format, text))).toBe(text);
      }),
    );
  });

  it("leaves every pixel and property as sharp sees them", async () => {
    const [format, bytes] = painted[name]!;
    const before = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    for (const text of [latin, chinese]) {
      const written = writeImageText(bytes, format, text);
      const after = await sharp(written).raw().toBuffer({ resolveWithObject: true });
      expect(after.info).toEqual(before.info);
      expect(after.data.equals(before.data)).toBe(true);
      const { hasAlpha, exif, comments } = await sharp(written).metadata();
      expect(hasAlpha).toBe((await sharp(bytes).metadata()).hasAlpha);
      if (format === "png") {
        const seen = text === latin ? latin.replace("é", "\ufffd") : text; // sharp takes the Latin-1 of tEXt for UTF-8
        expect(comments).toEqual([{ keyword: "parameters", text: seen }]);
      } else expect(Buffer.from(concatBytes([exifPrefix, printExif(text)])).includes(exif!)).toBe(true);
    }
  });

  it("replaces the text that was there before", () => {
    const [format, bytes] = painted[name]!;
    const once = writeImageText(bytes, format, latin);
    expect(writeImageText(writeImageText(bytes, format, chinese), format, latin)).toEqual(once);
  });

  it("keeps the reader and the writer calm when the file is cut or damaged", async () => {
    const [format, bytes] = painted[name]!;
    const whole = writeImageText(bytes, format, latin);
    const hits = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(hits, fc.nat(), fc.boolean(), async (damage, length, isCut) => {
        const bad = whole.slice(0, isCut ? length % whole.length : whole.length);
        for (const [at, value] of damage) if (bad.length > 0) bad[at % bad.length] = value;
        await outcomeOf(() => readImageText(bad));
        await outcomeOf(() => writeImageText(bad, format, chinese));
      }),
      { numRuns: 300 },
    );
  });
});

describe("PNG", () => {
  const png = () => painted.png![1];
  const withChunk = (type: string, data: Uint8Array) => {
    const bytes = png();
    return concatBytes([bytes.subarray(0, 33), printPngChunk(type, data), bytes.subarray(33)]);
  };

  it("gets tEXt for Latin-1 and uncompressed iTXt for the rest, right after IHDR", () => {
    const [, text] = [...pngChunks(writeImageText(png(), "png", "é"), "x")];
    expect([text?.type, Buffer.from(text!.data).toString("latin1")]).toEqual(["tEXt", "parameters\0\xe9"]);
    const [, wide] = [...pngChunks(writeImageText(png(), "png", "日本"), "x")];
    expect([wide?.type, Buffer.from(wide!.data).toString()]).toEqual(["iTXt", "parameters\0\0\0\0\0日本"]);
  });

  it("keeps other texts and bytes behind its end", () => {
    const given = concatBytes([writePngText(png(), "Comment", "mine"), Uint8Array.of(1, 2, 3)]);
    const written = writeImageText(given, "png", latin);
    expect(Object.fromEntries(readPngTexts(written).texts)).toEqual({ Comment: "mine", parameters: latin });
    expect([...written.subarray(-3)]).toEqual([1, 2, 3]);
  });

  it("lets EXIF speak before parameters, unless it is empty", () => {
    const both = writeImageText(withChunk("eXIf", printExif(chinese)), "png", latin);
    expect(readImageText(both)).toBe(chinese);
    expect(readImageText(writeImageText(withChunk("eXIf", printExif("")), "png", latin))).toBe(latin);
  });

  it("gives the text of a download that broke off in the pixels", () => {
    const written = writeImageText(png(), "png", latin);
    expect(readImageText(written.subarray(0, -20))).toBe(latin);
  });

  it.each(["zTXt", "iTXt"])("refuses a compressed %s that explodes, without unpacking it", (type) => {
    const zeros = deflateSync(new Uint8Array(80 * 2 ** 20));
    const head = type === "zTXt" ? "parameters\0\0" : "parameters\0\x01\0\0\0";
    const bomb = withChunk(type, concatBytes([Buffer.from(head, "latin1"), zeros]));
    expect(() => readImageText(bomb, "bomb.png")).toThrow(expect.objectContaining({ code: "formats/textBomb" }));
  });

  it("refuses a text whose checksum is wrong", () => {
    const written = writeImageText(png(), "png", latin);
    written[60]! ^= 1;
    expect(() => readImageText(written, "a.png")).toThrow(
      expect.objectContaining({ code: "formats/damagedImage", message: expect.stringContaining("a.png") }),
    );
  });
});

describe("writeImageText", () => {
  it("says that a JPEG cannot take a long text", () => {
    const [format, bytes] = painted.jpeg!;
    const longest = Math.floor((0xffff - 2 - 6 - 40 - 8) / 2);
    expect(readImageText(writeImageText(bytes, format, "x".repeat(longest)))).toHaveLength(longest);
    expect(() => writeImageText(bytes, format, "x".repeat(longest + 1))).toThrow(
      expect.objectContaining({ code: "formats/textTooLong" }),
    );
  });

  it("refuses another format than it was told, and what is no picture", () => {
    expect(() => writeImageText(painted.png![1], "jpeg", "a")).toThrow(
      expect.objectContaining({ code: "formats/notAnImage", facts: { file: "image", looksLike: "png" } }),
    );
    expect(() => readImageText(Buffer.from("GIF89a"))).toThrow(expect.objectContaining({ code: "formats/notAnImage" }));
  });
});
