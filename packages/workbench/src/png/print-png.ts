import { crc32, deflateSync } from "node:zlib";
import type { RgbImage } from "@danfang/domain";
import { filteredStride, filterRows } from "./up-filter.ts";
import { methodFor, searching, zlibStream } from "./zlib-stream.ts";

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const rgb = 2;
/** Bytes that are deflated apart from the others. Smaller ones would begin without a past too often. */
const partSize = 2 ** 18;
/** Which rows tell what a picture is like: so many, at each of three places. */
const sampleRows = 3;

/**
 * A picture as PNG, lossless: one filter for all rows, and a quick deflate on all cores. That takes a third of the time of
 * an image library without filters, and the file is smaller (docs/performance.md).
 *
 * Source: PNG specification, third edition, sections 5, 9 and 11.
 */
export async function printPng(image: RgbImage): Promise<Buffer> {
  const rowsAtOnce = Math.max(1, Math.floor(partSize / filteredStride(image)));
  const count = Math.max(1, Math.ceil(image.height / rowsAtOnce));
  const parts = Array.from({ length: count }, (_, i) => i * rowsAtOnce)
    .values()
    .map((from) => filterRows(image, from, Math.min(from + rowsAtOnce, image.height)));
  return assemble(image, await zlibStream(parts, count, count === 1 ? searching : methodFor(sampleOf(image))));
}

function sampleOf(image: RgbImage): Uint8Array {
  const places = [1, 2, 3].map((quarter) => Math.floor((image.height * quarter) / 4));
  return Buffer.concat(places.map((from) => filterRows(image, from, Math.min(from + sampleRows, image.height))));
}

/** What zlib allocates for a small picture need not be 256 KiB. */
const small = { level: 1, windowBits: 12, memLevel: 5 };

/**
 * The same at once, for previews: a fraction of a millisecond at latent resolution, where a thread of the pool would first
 * have to wait for one of the cores that the engine is painting on.
 */
export const printSmallPng = (image: RgbImage): Buffer =>
  assemble(image, [deflateSync(filterRows(image, 0, image.height), small)]);

function assemble({ width, height }: RgbImage, pixels: readonly Uint8Array[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, rgb], 8);
  return Buffer.concat([signature, ...chunk("IHDR", [header]), ...chunk("IDAT", pixels), ...chunk("IEND", [])]);
}

/** Length and type, data, checksum. */
function chunk(type: string, data: readonly Uint8Array[]): readonly Uint8Array[] {
  const start = Buffer.alloc(8);
  start.writeUInt32BE(data.reduce((sum, { length }) => sum + length, 0));
  start.write(type, 4, "latin1");
  const end = Buffer.alloc(4);
  end.writeUInt32BE(data.reduce((sum, part) => crc32(part, sum), crc32(start.subarray(4))));
  return [start, ...data, end];
}
