import { type ByteSource, byteLengthOf, isDtype } from "../../packages/formats/src/index.ts";
import type { Mutation } from "./mutations.ts";
import type { Random } from "./random.ts";

type Entry = { dtype: unknown; shape: unknown; data_offsets: unknown };
type Header = [name: string, entry: Entry | Record<string, unknown>][];

const text = new TextDecoder();
const print = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/** The header of a .safetensors file, or what a toy's manifest says of its tensors, as JSON. */
export function headerOf(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x7b) {
    const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
    return bytes.subarray(8, 8 + length);
  }
  const { checkpoint } = JSON.parse(text.decode(bytes));
  const tensors = Object.entries(checkpoint.tensors as Record<string, [string, number[]]>);
  return printHeader(tensors.map(([name, [dtype, shape]]) => [name, { dtype, shape, data_offsets: [0, 0] }]));
}

/** Tensors end to end; what has no length of its own takes the room of none. */
function printHeader(header: Header): Uint8Array {
  let at = 0;
  for (const [, entry] of header) {
    if (!("data_offsets" in entry)) continue;
    const { dtype, shape } = entry as { dtype: string; shape: number[] };
    const length = isDtype(dtype) && Array.isArray(shape) ? (byteLengthOf(dtype, shape) ?? 0) : 0;
    entry.data_offsets = [at, at + length];
    at += length;
  }
  return print(Object.fromEntries(header));
}

/** A file that has this header and as many zeros as it wants; nobody has to hold them. */
export function sparseFile(header: Uint8Array, name: string): ByteSource {
  const head = new Uint8Array(8 + header.length);
  new DataView(head.buffer).setBigUint64(0, BigInt(header.length), true);
  head.set(header, 8);
  const size = head.length + lastOffset(header);
  return {
    name,
    size,
    read: async (offset, length) => {
      const bytes = new Uint8Array(length);
      bytes.set(head.subarray(Math.min(offset, head.length), Math.min(offset + length, head.length)));
      return bytes;
    },
    close: async () => {},
  };
}

function lastOffset(header: Uint8Array): number {
  let last = 0;
  for (const [, end] of text.decode(header).matchAll(/"data_offsets":\[\d+,(\d+)\]/g))
    last = Math.max(last, Number(end));
  return Number.isSafeInteger(last) ? last : 0;
}

const dtypes = ["F32", "F16", "BF16", "F64", "I64", "I8", "U8", "BOOL", "F8_E4M3", "Q4", "", 7, null];
const sizes = [0, 1, 2, 3, 4, 7, 8, 31, 64, 77, 320, 768, 1024, 2048, 65_536, 2 ** 31, 2 ** 53 - 1, -1, 0.5, 1e300];
const segments = [
  "weight",
  "bias",
  "0",
  "1",
  "99999999",
  "",
  "__proto__",
  "constructor",
  "length",
  "a".repeat(300),
  "\n",
  "\u202e",
];

const isTensor = (entry: object): entry is Entry => "shape" in entry;

function shapeBy(r: Random, shape: number[]): unknown[] {
  const changed: unknown[] = [...shape];
  switch (r.below(6)) {
    case 0:
      return changed.slice(1);
    case 1:
      return [...changed, r.pick(sizes)];
    case 2:
      return changed.reverse();
    case 3:
      return Array.from({ length: r.below(70) }, () => 1);
    case 4:
      changed[r.below(changed.length + 1)] = (shape[0] ?? 1) * r.pick([2, 3, 4]);
      return changed;
    default:
      changed[r.below(changed.length + 1)] = r.pick(sizes);
      return changed;
  }
}

function renamed(r: Random, name: string): string {
  const parts = name.split(".");
  switch (r.below(4)) {
    case 0:
      return [r.pick(segments), ...parts].join(".");
    case 1:
      return parts.filter((_, i) => i !== parts.length - 2).join(".");
    case 2:
      return name.replace(/\d+/, String(r.pick([0, 1, 2, 9, 1000, 2 ** 31])));
    default:
      parts[r.below(parts.length)] = r.pick(segments);
      return parts.join(".");
  }
}

/** Undefined for what is no header, as an archive among a folder's files. */
function parseHeader(bytes: Uint8Array): Header | undefined {
  try {
    const entries = Object.entries(JSON.parse(text.decode(bytes))) as Header;
    return entries.every(([, entry]) => typeof entry === "object" && entry !== null) ? entries : undefined;
  } catch {
    return undefined;
  }
}

/** One or more tensors renamed, reshaped, of another type, gone, doubled, or from another file. */
export const mutateHeader: Mutation = (bytes, r, others) => {
  const parsed = parseHeader(bytes);
  if (!parsed) return bytes;
  let header = parsed;
  for (let n = 1 + r.below(5); n > 0; n--) {
    const at = r.below(Math.max(1, header.length));
    const [name, entry] = header[at] ?? ["weight", { dtype: "F32", shape: [1], data_offsets: [0, 0] }];
    switch (r.below(8)) {
      case 0:
        header.splice(at, 1 + r.below(3));
        break;
      case 1:
        header[at] = [renamed(r, name), entry];
        break;
      case 2:
        if (isTensor(entry) && Array.isArray(entry.shape))
          header[at] = [name, { ...entry, shape: shapeBy(r, entry.shape) }];
        break;
      case 3:
        if (isTensor(entry)) header[at] = [name, { ...entry, dtype: r.pick(dtypes) }];
        break;
      case 4:
        header.push([renamed(r, name), entry]);
        break;
      case 5: {
        const stranger = parseHeader(r.pick(others)) ?? [];
        header.push(...stranger.slice(0, r.below(stranger.length)));
        break;
      }
      case 6: {
        const root = r.pick(["params_ema.", "params.", "first_stage_model.", "model.", "module.", "state_dict.", ""]);
        header = header.map(([key, value]) => [key === "__metadata__" ? key : root + key, value]);
        break;
      }
      default: {
        const prefix = name.slice(0, Math.max(0, name.lastIndexOf(".")));
        header = header.filter(([key]) => !key.startsWith(prefix));
      }
    }
  }
  return r.below(6) === 0 ? print(Object.fromEntries(header)) : printHeader(header);
};

/** Half-precision tensors of these shapes, end to end. */
export const headerOfShapes = (shapes: readonly (readonly [name: string, shape: readonly number[]])[]): Uint8Array =>
  printHeader(shapes.map(([name, shape]) => [name, { dtype: "F16", shape, data_offsets: [0, 0] }]));
