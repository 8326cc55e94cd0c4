import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concatBytes } from "../concat-bytes.ts";
import { printExif } from "./exif.ts";
import { readImageTexts } from "./image-texts.ts";
import { pngSignature, printPngChunk } from "./png-chunks.ts";

const latin1 = (text: string) => Buffer.from(text, "latin1");
const header = printPngChunk("IHDR", new Uint8Array(13));
const pixels = printPngChunk("IDAT", new Uint8Array(4));
const end = printPngChunk("IEND", new Uint8Array(0));
const png = (...chunks: Uint8Array[]) => concatBytes([pngSignature, header, ...chunks, end]);
const plain = (key: string, text: string) =>
  printPngChunk("tEXt", concatBytes([latin1(`${key}\0`), Buffer.from(text)]));
const packed = (key: string, text: string) =>
  printPngChunk("zTXt", concatBytes([latin1(`${key}\0\0`), deflateSync(Buffer.from(text))]));
const utf8 = (key: string, text: string) =>
  printPngChunk("iTXt", concatBytes([latin1(`${key}\0\0\0\0\0`), Buffer.from(text)]));
const damaged = (chunk: Uint8Array) => chunk.with(-1, (chunk.at(-1) ?? 0) ^ 1);

const segment = (marker: number, data: Uint8Array) =>
  concatBytes([Uint8Array.of(0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255), data]);
const jpeg = (...segments: Uint8Array[]) =>
  concatBytes([Uint8Array.of(0xff, 0xd8), ...segments, Uint8Array.of(0xff, 0xda, 0, 2, 0xff, 0xd9)]);
const chunk = (type: string, data: Uint8Array) => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  return concatBytes([latin1(type), length, data, new Uint8Array(data.length % 2)]);
};
const webp = (...chunks: Uint8Array[]) => chunk("RIFF", concatBytes([latin1("WEBP"), ...chunks]));

const textsOf = (bytes: Uint8Array) => readImageTexts(bytes).texts.map(({ key, text }) => [key, text]);
const xmp = (inside: string) => `<x:xmpmeta><rdf:RDF><rdf:Description ${inside}</rdf:RDF></x:xmpmeta>`;
const list =
  '><exif:UserComment><rdf:Alt><rdf:li xml:lang="x-default">{&quot;c&quot;:&#34;fox &amp; owl&#x22;}</rdf:li></rdf:Alt></exif:UserComment></rdf:Description>';

describe("every text of a picture is found under its key", () => {
  it("in each kind of chunk of a PNG, before and behind the pixels, also where keys repeat", () => {
    const file = png(plain("Dream", "a"), packed("Dream", "b"), pixels, utf8("prompt", "狐"), plain("workflow", "{}"));
    expect(textsOf(file)).toEqual([
      ["Dream", "a"],
      ["Dream", "b"],
      ["prompt", "狐"],
      ["workflow", "{}"],
    ]);
  });

  it("in UTF-8 and in Latin-1, whichever a PNG's text was written in", () => {
    const latin = printPngChunk("tEXt", latin1("Description\0caf\xe9"));
    expect(textsOf(png(plain("Comment", "猫"), packed("Title", "é"), latin))).toEqual([
      ["Comment", "猫"],
      ["Title", "é"],
      ["Description", "café"],
    ]);
  });

  it("in the EXIF of PNG, JPEG and WebP", () => {
    const exif = printExif("Steps: 20, 中");
    const found = [["UserComment", "Steps: 20, 中"]];
    expect(textsOf(png(printPngChunk("eXIf", exif)))).toEqual(found);
    expect(textsOf(jpeg(segment(0xe1, concatBytes([latin1("Exif\0\0"), exif]))))).toEqual(found);
    expect(textsOf(webp(chunk("EXIF", exif)))).toEqual(found);
    expect(textsOf(webp(chunk("EXIF", concatBytes([latin1("Exif\0\0"), exif]))))).toEqual(found);
  });

  it("in XMP, as an attribute or as a list, and in a JPEG's comment", () => {
    const found = [["XMP exif:UserComment", '{"c":"fox & owl"}']];
    const prefix = latin1("http://ns.adobe.com/xap/1.0/\0");
    expect(textsOf(webp(chunk("XMP ", latin1(xmp(list)))))).toEqual(found);
    expect(textsOf(png(utf8("XML:com.adobe.xmp", xmp(list))))).toEqual(found);
    const attribute = xmp('dc:description="a fox --ar 3:2"/>');
    const file = jpeg(segment(0xe1, concatBytes([prefix, latin1(attribute)])), segment(0xfe, Buffer.from("说")));
    expect(textsOf(file)).toEqual([
      ["XMP dc:description", "a fox --ar 3:2"],
      ["comment", "说"],
    ]);
  });
});

describe("what is broken in one text", () => {
  it("is told, and costs no other; a wrong checksum costs not even its own", () => {
    const broken = printPngChunk("zTXt", latin1("workflow\0\0no deflate"));
    const { texts, findings } = readImageTexts(png(damaged(plain("parameters", "fox")), broken, utf8("prompt", "owl")));
    expect(texts).toEqual([
      { key: "parameters", text: "fox" },
      { key: "prompt", text: "owl" },
    ]);
    expect(findings.map(({ code }) => code)).toEqual(["formats/damagedImage", "formats/damagedImage"]);
    expect(findings[0]?.message).toContain("checksum of tEXt");
  });

  it("is told where the file ends early, with what stands before", () => {
    const { texts, findings } = readImageTexts(png(plain("parameters", "fox"), pixels).subarray(0, -16));
    expect(texts).toEqual([{ key: "parameters", text: "fox" }]);
    expect(findings).toHaveLength(1);
  });

  it("never throws, whatever a picture holds", () => {
    const files = [
      png(plain("a", "b"), packed("c", "d"), pixels),
      webp(chunk("EXIF", printExif("x"))),
      jpeg(segment(0xe1, latin1("Exif\0\0MM\0*"))),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.nat(), fc.nat(255), (file, at, byte) => {
        const place = 12 + (at % (file.length - 12));
        expect(readImageTexts(file.with(place, byte)).texts.length).toBeLessThanOrEqual(2);
      }),
    );
  });
});
