import type { Bytes } from "@danfang/domain";
import { type ByteSource, checkRange } from "./byte-source.ts";
import { sourceErrors } from "./errors.ts";

/** A piece of a file that lies elsewhere. */
export interface FilePiece {
  readonly offset: Bytes;
  readonly bytes: Uint8Array;
}

export interface PiecesSource extends ByteSource {
  /** What was asked for and is not there, in the order in which it was; empty once all that was asked for is. */
  readonly missing: readonly { readonly offset: Bytes; readonly length: Bytes }[];
}

/** Less is never asked for: whoever fetches pieces fetches few. */
const leastPiece: Bytes = 64 * 1024;

/**
 * A source over those pieces of a file that somebody sent: where one is missing, the read fails and `missing` says which
 * bytes to send next time. Pieces may overlap; the first that holds a byte tells it.
 *
 * Errors: `formats/truncated` outside of the file, `formats/pieceMissing`.
 */
export function piecesSource(name: string, size: Bytes, pieces: readonly FilePiece[]): PiecesSource {
  const missing: { offset: Bytes; length: Bytes }[] = [];
  const source = { name, size };
  return {
    ...source,
    missing,
    async read(offset, length) {
      checkRange(source, offset, length);
      const end = offset + length;
      const found: { at: Bytes; bytes: Uint8Array }[] = [];
      for (let at = offset; at < end; ) {
        const piece = pieces.find(({ offset: start, bytes }) => start <= at && at < start + bytes.length);
        if (piece === undefined) {
          missing.push({ offset: at, length: Math.min(Math.max(end - at, leastPiece), size - at) });
          throw sourceErrors.pieceMissing({ file: name, offset: at, length: end - at });
        }
        const bytes = piece.bytes.subarray(at - piece.offset, end - piece.offset);
        found.push({ at, bytes });
        at += bytes.length;
      }
      const whole = new Uint8Array(length);
      for (const { at, bytes } of found) whole.set(bytes, at - offset);
      return whole;
    },
    close: async () => {},
  };
}
