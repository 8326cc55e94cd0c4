/** Bytes of each plain value by its type, 0 to 12. Strings are 8, arrays 9. Source: ggml `docs/gguf.md`. */
const sizes = [1, 1, 2, 2, 4, 4, 4, 1, undefined, undefined, 8, 8, 8] as const;
const stringType = 8;
const arrayType = 9;
const mostText = 1024 * 1024;
const deepest = 4;

/** Walks through a GGUF header. What does not fit throws a RangeError; `isShort` where the bytes ended. */
export class GgufCursor {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  isShort = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  u64(): number {
    const value = Number(this.#view.getBigUint64(this.#take(8), true));
    if (!Number.isSafeInteger(value)) throw new RangeError("too large");
    return value;
  }

  /** How many of something follow. */
  count(most: number, as: "u32" | "u64" = "u64"): number {
    const count = as === "u32" ? this.u32() : this.u64();
    if (count > most) throw new RangeError("too many");
    return count;
  }

  text(length: number): string {
    const start = this.#take(length);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(this.#bytes.subarray(start, start + length));
    } catch (cause) {
      throw new RangeError("no text", { cause });
    }
  }

  string(): string {
    return this.text(this.count(mostText));
  }

  /** A field's value where it is a text, else it is passed over. */
  value(type: number, depth = 0): string | undefined {
    if (type === stringType) return this.string();
    if (type === arrayType) {
      if (depth >= deepest) throw new RangeError("too deep");
      const of = this.u32();
      const count = this.u64();
      const size = sizes[of];
      if (size !== undefined) this.#take(size * count);
      else for (let i = 0; i < count; i++) this.value(of, depth + 1);
      return undefined;
    }
    const size = sizes[type];
    if (size === undefined) throw new RangeError("no such type");
    this.#take(size);
    return undefined;
  }

  #take(length: number): number {
    const start = this.#at;
    if (start + length > this.#bytes.length) {
      this.isShort = true;
      throw new RangeError("ends here");
    }
    this.#at += length;
    return start;
  }
}
