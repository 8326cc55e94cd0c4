export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** How much of a file is read to learn its size: photos carry up to 64 KB of notes of a kind before it. */
export const sizeWindow = 512 * 1024;

/**
 * How large a PNG, JPEG or WebP is, pixels, by its first bytes; undefined where they do not say. Nothing is unpacked: a
 * small file may hold a picture of gigapixels.
 */
export function pictureSize(bytes: Uint8Array): PictureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    if (startsWith(bytes, 0, "\x89PNG\r\n\x1a\n")) return { width: view.getUint32(16), height: view.getUint32(20) };
    if (startsWith(bytes, 0, "\xff\xd8\xff")) return jpegSize(view);
    if (startsWith(bytes, 0, "RIFF") && startsWith(bytes, 8, "WEBP")) return webpSize(bytes, view);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // it ends before its size
  }
  return undefined;
}

const startsWith = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));

/** A start of frame, but the three codes among them that are others. Source: ITU T.81, table B.1. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpegSize(view: DataView): PictureSize | undefined {
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (isFrame(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
}

/** Source: RFC 9649, sections 2.5 to 2.7. */
function webpSize(bytes: Uint8Array, view: DataView): PictureSize | undefined {
  if (startsWith(bytes, 12, "VP8X")) {
    const side = (at: number) => 1 + view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
    return { width: side(24), height: side(27) };
  }
  if (startsWith(bytes, 12, "VP8L")) {
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  if (startsWith(bytes, 12, "VP8 "))
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  return undefined;
}
