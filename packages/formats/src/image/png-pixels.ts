import { constants, inflateSync } from "node:zlib";
import type { Bytes } from "@danfang/domain";
import { concatBytes, viewOf } from "../concat-bytes.ts";
import { pngChunks } from "./png-chunks.ts";

/** Rows of pixels as they were before they were packed: 8 bits each of red, green, blue and perhaps alpha. */
export interface PngRows {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  /** Row after row, as many as were asked for. */
  readonly pixels: Uint8Array;
}

/** Most bytes that are unpacked: 6,000 × 6,000 pixels with alpha. */
const largest: Bytes = 144 * 10 ** 6;

/**
 * The first rows of a PNG, or all of them; undefined where it has other pixels than 8 bits of red, green and blue, is
 * interlaced, too large or damaged. Source: PNG specification, 9.2.
 */
export function readPngRows(bytes: Uint8Array, mostRows: number): PngRows | undefined {
  const [header, ...others] = [...chunksOf(bytes)];
  if (header?.type !== "IHDR") return undefined;
  const view = viewOf(header.data);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, colour, , , interlace] = header.data.subarray(8, 13);
  const channels = colour === 6 ? 4 : colour === 2 ? 3 : undefined;
  if (depth !== 8 || channels === undefined || interlace !== 0 || width === 0 || height === 0) return undefined;
  const rows = Math.min(height, mostRows);
  const stride = 1 + width * channels;
  if (rows * stride > largest) return undefined;
  const packed = others.filter(({ type }) => type === "IDAT").map(({ data }) => data);
  const filtered = unpack(packed, rows * stride, rows === height);
  return filtered && { width, height, channels, pixels: unfilter(filtered, rows, stride, channels) };
}

function* chunksOf(bytes: Uint8Array) {
  try {
    yield* pngChunks(bytes, "");
  } catch {
    // what is cut off behind the pixels does not matter
  }
}

/** At least `length` bytes; of the packed data no more than is needed for a few rows. */
function unpack(packed: readonly Uint8Array[], length: Bytes, isAll: boolean): Uint8Array | undefined {
  const data = concatBytes(packed);
  for (
    let size = isAll ? data.length : Math.min(data.length, Math.max(4096, length));
    ;
    size = Math.min(data.length, 4 * size)
  ) {
    try {
      const out = inflateSync(data.subarray(0, size), {
        finishFlush: constants.Z_SYNC_FLUSH,
        maxOutputLength: largest,
      });
      if (out.length >= length) return out;
    } catch {
      return undefined; // a bomb or no deflate: there is nothing to look for in it
    }
    if (size === data.length) return undefined;
  }
}

function unfilter(filtered: Uint8Array, rows: number, stride: number, channels: number): Uint8Array {
  const line = stride - 1;
  const out = new Uint8Array(rows * line);
  for (let y = 0; y < rows; y++) {
    const kind = filtered[y * stride];
    const from = y * stride + 1;
    const to = y * line;
    for (let x = 0; x < line; x++) {
      const left = x >= channels ? out[to + x - channels]! : 0;
      const up = y > 0 ? out[to + x - line]! : 0;
      const corner = x >= channels && y > 0 ? out[to + x - line - channels]! : 0;
      out[to + x] = filtered[from + x]! + predicted(kind, left, up, corner);
    }
  }
  return out;
}

function predicted(kind: number | undefined, left: number, up: number, corner: number): number {
  switch (kind) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth(left, up, corner);
    default:
      return 0;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const a = Math.abs(estimate - left);
  const b = Math.abs(estimate - up);
  const c = Math.abs(estimate - corner);
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
