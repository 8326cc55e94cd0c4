import type { Bytes } from "@danfang/domain";
import { type ByteSource, checkRange } from "./byte-source.ts";

/** A part of a source as a source of its own; closing stays with the whole. Errors: `formats/truncated`. */
export function sliceSource(whole: ByteSource, name: string, offset: Bytes, size: Bytes): ByteSource {
  checkRange(whole, offset, size);
  const source = { name, size };
  return {
    ...source,
    read: async (at, length) => {
      checkRange(source, at, length);
      return whole.read(offset + at, length);
    },
    close: async () => {},
  };
}
