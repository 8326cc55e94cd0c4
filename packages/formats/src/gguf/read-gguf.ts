import type { ByteSource } from "../byte-source.ts";
import type { Dtype } from "../tensors/dtype.ts";
import { ggmlTypes } from "./ggml-types.ts";
import { GgufCursor } from "./gguf-cursor.ts";

/** What the header of a .gguf file says. */
export interface GgufHeader {
  /** Its texts: `general.architecture`, `general.name` … */
  readonly metadata: Readonly<Record<string, string>>;
  /** Shapes as PyTorch has them; numbers that are packed count as halves, which they stand for. */
  readonly tensors: readonly { readonly name: string; readonly dtype: Dtype; readonly shape: readonly number[] }[];
  /** How most values are stored, as ggml calls it: Q4_K, Q8_0, F16 … */
  readonly precision: string;
}

/** First look, and the most that is read: tokens of a language model make headers long. */
const firstLook = 1024 * 1024;
const mostBytes = 64 * 1024 * 1024;
const mostTensors = 200_000;
const mostDimensions = 8;

/**
 * Reads a GGUF header of version 2 or 3; undefined where it is none, damaged, or longer than any model's. No tensor is
 * read. Errors: those of the source. Source: ggml, `docs/gguf.md`.
 */
export async function readGguf(source: ByteSource): Promise<GgufHeader | undefined> {
  for (let length = firstLook; ; length *= 4) {
    const bytes = await source.read(0, Math.min(length, source.size));
    const header = parseGguf(new GgufCursor(bytes));
    if (header !== "short") return header;
    if (length >= Math.min(source.size, mostBytes)) return undefined;
  }
}

/** `short`: the bytes end before the header does. */
function parseGguf(c: GgufCursor): GgufHeader | undefined | "short" {
  try {
    if (c.text(4) !== "GGUF") return undefined;
    const version = c.u32();
    if (version !== 2 && version !== 3) return undefined;
    const tensors = c.count(mostTensors);
    const fields = c.count(mostTensors);
    const metadata = new Map<string, string>();
    for (let i = 0; i < fields; i++) {
      const key = c.string();
      const value = c.value(c.u32());
      if (value !== undefined) metadata.set(key, value);
    }
    return { metadata: Object.fromEntries(metadata), ...readTensors(c, tensors) };
  } catch (error) {
    if (error instanceof RangeError) return c.isShort ? "short" : undefined;
    throw error;
  }
}

function readTensors(c: GgufCursor, count: number): Pick<GgufHeader, "tensors" | "precision"> {
  const values = new Map<number, number>();
  const tensors: GgufHeader["tensors"][number][] = [];
  for (let i = 0; i < count; i++) {
    const name = c.string();
    const dims = Array.from({ length: c.count(mostDimensions, "u32") }, () => c.u64());
    const type = c.u32();
    c.u64(); // where it lies
    values.set(type, (values.get(type) ?? 0) + dims.reduce((a, b) => a * b, 1));
    tensors.push({ name, dtype: ggmlTypes.get(type)?.dtype ?? "F16", shape: dims.toReversed() });
  }
  const [most] = [...values].sort((a, b) => b[1] - a[1]);
  return { tensors, precision: ggmlTypes.get(most?.[0] ?? -1)?.name ?? "unknown" };
}
