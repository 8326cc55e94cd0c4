import { gunzipSync } from "node:zlib";
import type { Bytes } from "@danfang/domain";
import { type PngRows, readPngRows } from "./png-pixels.ts";
import { utf8OrLatin1 } from "./user-comment.ts";

/** Names of the four ways, at the beginning of the hidden stream. */
const signatures = {
  stealth_pnginfo: { in: "alpha", is: "plain" },
  stealth_pngcomp: { in: "alpha", is: "packed" },
  stealth_rgbinfo: { in: "rgb", is: "plain" },
  stealth_rgbcomp: { in: "rgb", is: "packed" },
} as const;
const signatureBytes = 15;
const lengthBytes = 4;
/** Most that a hidden text may become. */
const largestText: Bytes = 4 * 2 ** 20;
/** Rows of a first look, in which the signature stands where the picture is no lower. */
const firstRows = 8 * signatureBytes;

/**
 * The text that is hidden in the lowest bits of a PNG's pixels, column by column; undefined where none is. In alpha there
 * is a bit a pixel, in the colours there are three. Only the first rows are unpacked to see whether there is any.
 *
 * Total. Source: ashen-sensored/sd_webui_stealth_pnginfo, which NovelAI follows.
 */
export function readStealthText(png: Uint8Array): string | undefined {
  const look = readPngRows(png, firstRows);
  if (look === undefined) return undefined;
  for (const channel of ["alpha", "rgb"] as const) {
    const start = hiddenBytes(look, channel, 0, signatureBytes);
    const way = start === undefined ? undefined : wayOf(start);
    if (way?.in !== channel) continue;
    const whole = look.height <= firstRows ? look : readPngRows(png, look.height);
    const text = whole && readHidden(whole, channel, way.is);
    if (text !== undefined) return text;
  }
  return undefined;
}

const wayOf = (start: Uint8Array) => {
  const name = Buffer.from(start).toString("latin1");
  return Object.entries(signatures).find(([signature]) => signature === name)?.[1];
};

function readHidden(rows: PngRows, channel: "alpha" | "rgb", is: "plain" | "packed"): string | undefined {
  const head = hiddenBytes(rows, channel, signatureBytes, lengthBytes);
  if (head === undefined) return undefined;
  const bits = Buffer.from(head).readUInt32BE();
  const data = hiddenBytes(rows, channel, signatureBytes + lengthBytes, Math.floor(bits / 8));
  if (data === undefined || data.length === 0) return undefined;
  if (is === "plain") return utf8OrLatin1(data);
  try {
    return utf8OrLatin1(gunzipSync(data, { maxOutputLength: largestText }));
  } catch {
    return undefined; // the pixels were changed since, or somebody hid a bomb
  }
}

/** Bytes of the stream, most significant bit first; undefined where the picture has no room for them. */
function hiddenBytes(rows: PngRows, channel: "alpha" | "rgb", from: number, length: number): Uint8Array | undefined {
  const { width, height, channels, pixels } = rows;
  if (channel === "alpha" && channels === 3) return undefined;
  const perPixel = channel === "alpha" ? 1 : 3;
  const held = pixels.length / (width * channels); // rows that were unpacked
  if (
    8 * (from + length) > width * (held < height ? Math.min(held, height) : height) * perPixel ||
    length > largestText
  )
    return undefined;
  const bytes = new Uint8Array(length);
  for (let i = 0; i < 8 * length; i++) {
    const bit = 8 * from + i;
    const pixel = Math.floor(bit / perPixel);
    const [x, y] = [Math.floor(pixel / height), pixel % height];
    if (y >= held) return undefined;
    const at = (y * width + x) * channels + (channel === "alpha" ? 3 : bit % 3);
    bytes[i >> 3] = (bytes[i >> 3]! << 1) | (pixels[at]! & 1);
  }
  return bytes;
}
