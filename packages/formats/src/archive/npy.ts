import type { Bytes } from "@danfang/domain";
import { latin1Of, viewOf } from "../concat-bytes.ts";
import type { Dtype } from "../tensors/dtype.ts";

/** What the beginning of a .npy file says. */
export interface NpyHeader {
  /** `object`: its values are a pickle. Undefined: of a type that no network has. */
  readonly dtype: Dtype | "object" | undefined;
  readonly shape: readonly number[];
  /** Where the values begin. */
  readonly dataOffset: Bytes;
}

/** As much of a file as its header takes; numpy itself refuses longer ones. */
export const largestNpyHeader: Bytes = 16 * 1024;
const mostDimensions = 64;

const dtypes: ReadonlyMap<string, Dtype | "object"> = new Map<string, Dtype | "object">([
  ["f2", "F16"],
  ["f4", "F32"],
  ["f8", "F64"],
  ["i1", "I8"],
  ["i2", "I16"],
  ["i4", "I32"],
  ["i8", "I64"],
  ["u1", "U8"],
  ["u2", "U16"],
  ["u4", "U32"],
  ["u8", "U64"],
  ["b1", "BOOL"],
  ["V2", "BF16"], // numpy has no bfloat16; MLX and ml_dtypes save it so
  ["O", "object"],
]);

/** Reads the header that numpy writes; undefined for everything else. Source: numpy `lib/format.py`. */
export function parseNpyHeader(bytes: Uint8Array): NpyHeader | undefined {
  if (bytes.length < 12 || latin1Of(bytes.subarray(0, 6)) !== "\x93NUMPY") return undefined;
  const isShort = bytes[6] === 1;
  const start = isShort ? 10 : 12;
  const length = isShort ? viewOf(bytes).getUint16(8, true) : viewOf(bytes).getUint32(8, true);
  if (start + length > Math.min(bytes.length, largestNpyHeader)) return undefined;
  const text = latin1Of(bytes.subarray(start, start + length));
  const descr = /'descr': '[<>|=]?([A-Za-z]\d{0,3})'/.exec(text)?.[1] ?? "";
  const dims = /'shape': \(([\d, ]*)\)/.exec(text)?.[1];
  if (dims === undefined) return undefined;
  const shape = dims
    .split(",")
    .map((dim) => dim.trim())
    .filter(Boolean)
    .map(Number);
  if (shape.length > mostDimensions || !shape.every(Number.isSafeInteger)) return undefined;
  return { dtype: dtypes.get(descr), shape, dataOffset: start + length };
}
