import type { Bytes } from "@danfang/domain";
import { latin1Of, viewOf } from "../concat-bytes.ts";

/** Thrown and caught in this folder only: the bytes end within a pickle. */
export class PickleCut extends Error {}

/** Longest line of the text opcodes: numbers, names and short strings. */
const longestLine: Bytes = 2 ** 16;

/** Reads a pickle's arguments, one after the other. Little-endian unless said. Throws {@link PickleCut} at the end. */
export class PickleCursor {
  at: Bytes;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, at: Bytes) {
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
    this.at = at;
  }

  /** How many bytes there are. */
  get length(): Bytes {
    return this.#bytes.length;
  }

  /** A view of the next bytes, not a copy. */
  bytes(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.#bytes.subarray(start, start + length);
  }

  u8 = (): number => this.#view.getUint8(this.#advance(1));
  u16 = (): number => this.#view.getUint16(this.#advance(2), true);
  u32 = (): number => this.#view.getUint32(this.#advance(4), true);
  i32 = (): number => this.#view.getInt32(this.#advance(4), true);
  /** Big-endian, alone among all. */
  f64 = (): number => this.#view.getFloat64(this.#advance(8));

  /** ∞ for what no file is long enough for. */
  u64(): number {
    const value = this.#view.getBigUint64(this.#advance(8), true);
    return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.POSITIVE_INFINITY : Number(value);
  }

  /** Characters up to a line feed, which is passed over; undefined where there is none in reach. */
  line(): string | undefined {
    const reach = this.#bytes.subarray(this.at, this.at + longestLine);
    const length = reach.indexOf(10);
    if (length < 0 && reach.length < longestLine) throw new PickleCut();
    if (length < 0) return undefined;
    this.at += length + 1;
    return latin1Of(reach.subarray(0, length));
  }

  /** Moves on and returns where it was. */
  #advance(length: number): Bytes {
    const start = this.at;
    if (length > this.#bytes.length - start) throw new PickleCut();
    this.at = start + length;
    return start;
  }
}
