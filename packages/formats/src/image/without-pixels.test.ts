import fc from "fast-check";
import { expect, it } from "vitest";
import { type ByteSource, bytesSource } from "../byte-source.ts";
import {
  noisyPixels,
  printGif,
  printHeif,
  printJpeg,
  printPng,
  printTextChunk,
  printTiff,
  printWebp,
  userComments,
} from "../testing/print-pictures.ts";
import { readImageTexts } from "./image-texts.ts";
import { readWithoutPixels } from "./without-pixels.ts";

const text = `fox\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 3, Note: "${"long ".repeat(20_000)}"`;
const exif = printTiff({ UserComment: userComments.ASCII!("a fox") });
const noise = noisyPixels(600, 400);
const pictures: Readonly<Record<string, Uint8Array>> = {
  "PNG, words before its pixels": printPng([printTextChunk("tEXt", "parameters", text)], [], noise),
  "PNG, words behind its pixels": printPng([], [printTextChunk("packed iTXt", "parameters", text)], noise),
  JPEG: printJpeg({ exif, comment: text.slice(0, 60_000) }),
  WebP: printWebp({ exif, xmp: ["exif:UserComment", text] }),
  GIF: printGif({ comment: text }),
  AVIF: printHeif({ exif }),
};

it.each(Object.entries(pictures))("says the same without its pixels: %s", async (_, bytes) => {
  expect(readImageTexts(await readWithoutPixels(bytesSource(bytes)))).toEqual(readImageTexts(bytes));
});

it("never reads the pixels of a large PNG", async () => {
  const bytes = printPng([printTextChunk("tEXt", "parameters", "a fox")], [], noise);
  let read = 0;
  const counted: ByteSource = {
    ...bytesSource(bytes),
    read: async (at, length) => {
      read += length;
      return bytesSource(bytes).read(at, length);
    },
  };
  await readWithoutPixels(counted);
  expect(bytes.length).toBeGreaterThan(500_000);
  expect(read).toBeLessThan(100_000);
});

it("comes to an end, whatever the lengths say", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.values(pictures)),
      fc.nat(60_000),
      fc.nat(255),
      fc.nat(),
      async (file, at, byte, length) => {
        const damaged = file.with(12 + (at % (file.length - 12)), byte).subarray(0, 16 + (length % file.length));
        expect((await readWithoutPixels(bytesSource(damaged))).length).toBeLessThanOrEqual(damaged.length);
      },
    ),
    { numRuns: 60 },
  );
});
