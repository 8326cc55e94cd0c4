import { crc32 } from "node:zlib";
import type { Bytes, Reason } from "@danfang/domain";
import { concatBytes, latin1Of, viewOf } from "../concat-bytes.ts";
import { imageErrors } from "./errors.ts";

export interface PngChunk {
  /** Four letters: IHDR, tEXt … */
  readonly type: string;
  readonly data: Uint8Array;
  /** The chunk as it stands in the file: length, type, data, checksum. */
  readonly bytes: Uint8Array;
  readonly offset: Bytes;
}

export const pngSignature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * Walks the chunks of a PNG up to and with IEND, without copying.
 *
 * Errors: `formats/damagedImage` when a chunk leaves the file, IHDR is not first or IEND is missing. Checksums are
 * {@link checkPngChunk}'s matter. Source: PNG specification, third edition, section 5.
 */
export function* pngChunks(bytes: Uint8Array, file: string): Generator<PngChunk> {
  const view = viewOf(bytes);
  const damaged = (reason: Reason, at: Bytes) => imageErrors.damagedImage({ file, reason, at });
  for (let offset = pngSignature.length; ; ) {
    if (offset + 12 > bytes.length) throw damaged({ en: "it ends too early", zh: "结束得太早" }, bytes.length);
    const length = view.getUint32(offset);
    const end = offset + 12 + length;
    if (end > bytes.length)
      throw damaged(
        { en: "a chunk is longer than the rest of the file", zh: "有个数据块比文件剩下的部分还长" },
        offset,
      );
    const type = latin1Of(bytes.subarray(offset + 4, offset + 8));
    if (offset === pngSignature.length && (type !== "IHDR" || length !== 13))
      throw damaged({ en: "it does not begin with IHDR", zh: "开头不是 IHDR" }, offset);
    yield { type, data: bytes.subarray(offset + 8, end - 4), bytes: bytes.subarray(offset, end), offset };
    if (type === "IEND") return;
    offset = end;
  }
}

/** Throws `formats/damagedImage` when the chunk is not what its checksum was made of. */
export function checkPngChunk(chunk: PngChunk, file: string): void {
  const end = chunk.bytes.length - 4;
  if (crc32(chunk.bytes.subarray(4, end)) !== viewOf(chunk.bytes).getUint32(end))
    throw imageErrors.damagedImage({
      file,
      reason: { en: `the checksum of ${chunk.type} is wrong`, zh: `${chunk.type} 的校验和不对` },
      at: chunk.offset,
    });
}

/** A chunk with its length and checksum. */
export function printPngChunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = concatBytes([new Uint8Array(4), Buffer.from(type, "latin1"), data, new Uint8Array(4)]);
  const view = viewOf(bytes);
  view.setUint32(0, data.length);
  view.setUint32(bytes.length - 4, crc32(bytes.subarray(4, -4)));
  return bytes;
}
