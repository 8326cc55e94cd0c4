import type { Bytes } from "@danfang/domain";
import { latin1Of, viewOf } from "../concat-bytes.ts";
import { imageErrors } from "./errors.ts";

/** A box of the ISO base media file format: AVIF, HEIC and JPEG XL are made of them. */
export interface Box {
  readonly type: string;
  readonly data: Uint8Array;
  /** Where its data begins in the file. */
  readonly offset: Bytes;
}

/**
 * Walks the boxes between two places of a file, without copying; a size of 0 reaches to the end.
 *
 * Errors: `formats/damagedImage` when a box leaves its parent. Source: ISO/IEC 14496-12, 4.2.
 */
export function* boxesIn(bytes: Uint8Array, file: string, from: Bytes = 0, to: Bytes = bytes.length): Generator<Box> {
  const view = viewOf(bytes);
  for (let at = from; at + 8 <= to; ) {
    const short = view.getUint32(at);
    const isLong = short === 1 && at + 16 <= to;
    const head = isLong ? 16 : 8;
    const size = isLong ? Number(view.getBigUint64(at + 8)) : short === 0 ? to - at : short;
    if (size < head || at + size > to)
      throw imageErrors.damagedImage({
        file,
        reason: { en: "a box is longer than the rest of the file", zh: "有个块比文件剩下的部分还长" },
        at,
      });
    yield {
      type: latin1Of(bytes.subarray(at + 4, at + 8)),
      data: bytes.subarray(at + head, at + size),
      offset: at + head,
    };
    at += size;
  }
}
