import { brotliCompressSync, constants, deflateSync, gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { concatBytes } from "../concat-bytes.ts";
import {
  printGif,
  printHeif,
  printJpeg,
  printJxl,
  printPng,
  printTextChunk,
  printWebp,
} from "../testing/print-pictures.ts";
import { readImageTexts } from "./image-texts.ts";
import { printPngChunk } from "./png-chunks.ts";
import { readStealthText } from "./stealth.ts";

const latin1 = (text: string) => Buffer.from(text, "latin1");
const zeros = (mebibytes: number) => new Uint8Array(mebibytes * 2 ** 20);
/** Processor seconds, and bytes beyond what was there before. */
const longest = 1;
const mostMemory = 300 * 2 ** 20;

const lyingTiff = concatBytes([latin1("MM\0*\0\0\0\x08"), Uint8Array.of(0xff, 0xff), zeros(1)]);
const selfTiff = concatBytes([latin1("MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x08"), new Uint8Array(4)]);
const bomb = deflateSync(zeros(200));
const packedText = (data: Uint8Array) => printPngChunk("zTXt", concatBytes([latin1("parameters\0\0"), data]));
const header = (width: number, height: number) => {
  const data = new DataView(new ArrayBuffer(13));
  data.setUint32(0, width);
  data.setUint32(4, height);
  data.setUint8(8, 8);
  data.setUint8(9, 6);
  return printPngChunk("IHDR", new Uint8Array(data.buffer));
};
const pngOf = (...chunks: Uint8Array[]) =>
  concatBytes([latin1("\x89PNG\r\n\x1a\n"), ...chunks, printPngChunk("IEND", new Uint8Array())]);
const brob = (type: string, data: Uint8Array) => {
  const packed = brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
  const head = new DataView(new ArrayBuffer(4));
  head.setUint32(0, packed.length + 12);
  return concatBytes([new Uint8Array(head.buffer), latin1(`brob${type}`), packed]);
};

const manyBoxes = brob("xml ", zeros(16));
const files: Readonly<Record<string, () => Uint8Array>> = {
  "a text of 200 MiB, packed": () => pngOf(header(1, 1), packedText(bomb)),
  "a hundred texts of 200 MiB": () => pngOf(header(1, 1), ...Array.from({ length: 100 }, () => packedText(bomb))),
  "pixels of 200 MiB where 4 are promised": () => pngOf(header(1000, 1000), printPngChunk("IDAT", bomb)),
  "a picture of 2^31 by 2^31": () => pngOf(header(2 ** 31 - 1, 2 ** 31 - 1), printPngChunk("IDAT", bomb)),
  "a hidden text that grows to 200 MiB": () => gzipSync(zeros(200)),
  "an EXIF of 65,535 entries": () => printJpeg({ exif: lyingTiff.subarray(0, 60_000) }),
  "an EXIF that leads into itself": () => printWebp({ exif: selfTiff }),
  "an EXIF in AVIF that leads into itself": () => printHeif({ exif: selfTiff }),
  "a Brotli box of 200 MiB": () => concatBytes([printJxl({}), brob("Exif", zeros(200)), brob("xml ", zeros(200))]),
  "a thousand Brotli boxes": () => concatBytes([printJxl({}), ...Array.from({ length: 1000 }, () => manyBoxes)]),
  "an XMP of nothing but openings": () => printWebp({ xmp: ["exif:UserComment", "<exif:UserComment".repeat(200_000)] }),
  "a hundred thousand texts": () => printPng(Array.from({ length: 100_000 }, () => printTextChunk("tEXt", "a", "b"))),
  "a GIF of nothing but comments": () =>
    concatBytes([
      printGif({}).subarray(0, 19),
      ...Array.from({ length: 200_000 }, () => Uint8Array.of(0x21, 0xfe, 1, 97, 0)),
    ]),
};

it.each(Object.entries(files))("%s is answered soon and without much memory", (_, make) => {
  const bytes = make();
  const [before, memory] = [process.cpuUsage(), process.memoryUsage().rss];
  try {
    readImageTexts(bytes);
    readStealthText(bytes);
  } catch (error) {
    expect(error).toMatchObject({ code: "formats/notAnImage" });
  }
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(longest);
  expect(process.memoryUsage().rss - memory).toBeLessThan(mostMemory);
});
