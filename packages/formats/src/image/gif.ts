import type { Bytes } from "@danfang/domain";
import { concatBytes, latin1Of } from "../concat-bytes.ts";
import { imageErrors } from "./errors.ts";
import type { TextsFound } from "./texts-found.ts";

const extension = 0x21;
const comment = 0xfe;
const application = 0xff;
const picture = 0x2c;
const trailer = 0x3b;
/** XMP's application block: its text is not cut into pieces, and 258 bytes that lead out of it follow. */
const xmpApplication = "XMP DataXMP";
const xmpTrailer = 258;

const tableBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

/**
 * Tells of the comments and the XMP of a GIF, before its pictures, between them and behind.
 *
 * Errors: `formats/damagedImage` when a block leaves the file. Source: GIF89a, 18–26; Adobe XMP, part 3, 1.1.2.
 */
export function readGifParts(bytes: Uint8Array, file: string, found: TextsFound): void {
  const damaged = (at: Bytes) =>
    imageErrors.damagedImage({ file, reason: { en: "it ends too early", zh: "结束得太早" }, at });
  let at = 13 + tableBytes(bytes[10] ?? 0);
  while (at < bytes.length) {
    const kind = bytes[at++];
    if (kind === trailer) return;
    if (kind === picture) at = endOfBlocks(bytes, at + 10 + tableBytes(bytes[at + 8] ?? 0));
    else if (kind === extension) {
      const label = bytes[at++];
      const end = endOfBlocks(bytes, at);
      if (label === comment) found.comment(joinBlocks(bytes, at, end));
      else if (label === application && latin1Of(bytes.subarray(at + 1, at + 12)) === xmpApplication)
        found.xmp(bytes.subarray(at + 12, Math.max(at + 12, end - xmpTrailer)));
      at = end;
    } else throw damaged(at - 1);
  }
  throw damaged(bytes.length);

  /** Behind the empty block that ends a row of them. */
  function endOfBlocks(data: Uint8Array, from: number): number {
    let next = from;
    while (data[next]) next += 1 + (data[next] ?? 0);
    if (next >= data.length) throw damaged(data.length);
    return next + 1;
  }
}

function joinBlocks(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = from; at < to - 1; at += 1 + (bytes[at] ?? 0))
    parts.push(bytes.subarray(at + 1, at + 1 + (bytes[at] ?? 0)));
  return concatBytes(parts);
}
