import { inflateSync } from "node:zlib";
import { embeddingErrors } from "./errors.ts";

/** An embedding of 75 vectors takes 1 MB as JSON. */
const largestText = 16 * 2 ** 20;

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** [H, W, 3] bytes. */
  readonly data: Uint8Array;
}

/**
 * Bytes that AUTOMATIC1111 hid in a picture's pixels, unpacked: low half bytes in a block left of the picture, high ones
 * in a block right of it, each behind a column of black. Undefined for a picture like any other.
 *
 * Errors: `weights/notAnEmbedding` where the picture is broken or larger than `mostPixels`, or what is hidden unfolds
 * without end. Source: AUTOMATIC1111 `image_embedding.extract_image_data_embed`.
 */
export async function unhideBytes(
  file: string,
  image: Uint8Array,
  mostPixels: number,
): Promise<Uint8Array | undefined> {
  const pixels = withoutBorder(await decode(file, image, mostPixels));
  const gaps = blackColumns(pixels);
  const [left, right] = [gaps[0], gaps.at(-1)];
  if (left === undefined || right === undefined || gaps.length < 2) return undefined;
  const low = unmask(block(pixels, 0, left));
  const high = unmask(block(pixels, right + 1, pixels.width));
  if (low.length === 0 || low.length !== high.length) return undefined;
  const packed = low.map((half, i) => (high[i]! << 4) | half);
  try {
    return inflateSync(packed, { maxOutputLength: largestText });
  } catch (cause) {
    if (cause instanceof RangeError)
      throw embeddingErrors.notAnEmbedding(
        { file, found: { en: "what its pixels hide unfolds without end", zh: "像素里藏的内容展开没有尽头" } },
        cause,
      );
    return undefined; // nothing was hidden: a picture with two dark columns
  }
}

async function decode(file: string, image: Uint8Array, mostPixels: number): Promise<Pixels> {
  const { default: sharp } = await import("sharp"); // native code that most commands never need
  try {
    const picture = sharp(image, { limitInputPixels: mostPixels, pages: 1 }).toColourspace("srgb").removeAlpha();
    const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
    if (info.channels === 3) return { width: info.width, height: info.height, data };
    const rgb = Uint8Array.from({ length: info.width * info.height * 3 }, (_, i) => data[Math.floor(i / 3)]!);
    return { width: info.width, height: info.height, data: rgb };
  } catch (cause) {
    throw embeddingErrors.notAnEmbedding(
      { file, found: { en: "its picture is damaged or too large", zh: "图片损坏了或太大" } },
      cause,
    );
  }
}

/** Without the rows and columns at the edges in which no pixel has light in all three colours. */
function withoutBorder(pixels: Pixels): Pixels {
  const { width, height, data } = pixels;
  const columns = new Set<number>();
  const rows = new Set<number>();
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = 3 * (y * width + x);
      if (data[at]! === 0 || data[at + 1]! === 0 || data[at + 2]! === 0) continue;
      columns.add(x);
      rows.add(y);
    }
  if (columns.size === 0) return pixels;
  const [top, bottom] = extent(rows);
  const [left, right] = extent(columns);
  const cropped = { width: right - left + 1, height: bottom - top + 1 };
  const kept = new Uint8Array(3 * cropped.width * cropped.height);
  for (let y = 0; y < cropped.height; y++) {
    const from = 3 * ((top + y) * width + left);
    kept.set(data.subarray(from, from + 3 * cropped.width), 3 * y * cropped.width);
  }
  return { ...cropped, data: kept };
}

function extent(numbers: ReadonlySet<number>): [least: number, most: number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const n of numbers) [least, most] = [Math.min(least, n), Math.max(most, n)];
  return [least, most];
}

/** Columns whose low half bytes are all zero. */
function blackColumns({ width, height, data }: Pixels): number[] {
  const isBlack = (x: number) => {
    for (let y = 0; y < height; y++)
      for (let c = 0; c < 3; c++) if ((data[3 * (y * width + x) + c]! & 15) !== 0) return false;
    return true;
  };
  return Array.from({ length: width }, (_, x) => x).filter(isBlack);
}

/** Low half bytes of the columns [from, to), row by row. */
function block({ width, height, data }: Pixels, from: number, to: number): Uint8Array {
  const halves = new Uint8Array(3 * height * Math.max(0, to - from));
  let i = 0;
  for (let y = 0; y < height; y++)
    for (let at = 3 * (y * width + from); at < 3 * (y * width + to); at++) halves[i++] = data[at]! & 15;
  return halves;
}

/** Takes off the noise that keeps the blocks from showing a pattern: a linear congruential generator's. */
function unmask(halves: Uint8Array): Uint8Array {
  let state = 0;
  return halves.map((half) => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return half ^ ((state % 255) & 15);
  });
}
