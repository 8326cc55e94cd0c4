import { brotliDecompressSync } from "node:zlib";
import { type Bytes, DanfangError } from "@danfang/domain";
import { latin1Of, viewOf } from "../concat-bytes.ts";
import { boxesIn } from "./boxes.ts";
import { imageErrors } from "./errors.ts";
import type { TextsFound } from "./texts-found.ts";

/** Most that one compressed box may become. */
const largestText: Bytes = 16 * 2 ** 20;
/** Most boxes that are unpacked: each may be as large as that. */
const mostPacked = 4;

/**
 * Tells of the EXIF and XMP of a JPEG XL, also where Brotli packs them (`brob`). The bare codestream has neither.
 *
 * Errors: `formats/damagedImage` when a box leaves the file. Source: ISO/IEC 18181-2.
 */
export function readJxlParts(bytes: Uint8Array, file: string, found: TextsFound): void {
  if (bytes[0] === 0xff) return;
  let packed = 0;
  for (const { type, data, offset } of boxesIn(bytes, file)) {
    const isPacked = type === "brob";
    if (isPacked && packed++ >= mostPacked) continue;
    const kind = isPacked ? latin1Of(data.subarray(0, 4)) : type;
    if (kind !== "Exif" && kind !== "xml ") continue;
    try {
      const plain = isPacked ? unpack(data.subarray(4), file, offset) : data;
      if (kind === "xml ") found.xmp(plain);
      else found.exif(plain.subarray(plain.length < 4 ? 0 : Math.min(plain.length, 4 + viewOf(plain).getUint32(0))));
    } catch (error) {
      if (!(error instanceof DanfangError)) throw error;
      found.broken(error);
    }
  }
}

function unpack(data: Uint8Array, file: string, at: Bytes): Uint8Array {
  try {
    return brotliDecompressSync(data, { maxOutputLength: largestText });
  } catch (cause) {
    if (cause instanceof RangeError) throw imageErrors.textBomb({ file, limit: largestText }, cause);
    throw imageErrors.damagedImage(
      { file, reason: { en: "a compressed text is broken", zh: "有段压缩文字坏了" }, at },
      cause,
    );
  }
}
