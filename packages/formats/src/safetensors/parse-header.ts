import { byteLengthOf, type Dtype, isDtype } from "../tensors/dtype.ts";
import { safetensorsErrors } from "./errors.ts";
import { JsonCursor } from "./json-cursor.ts";

export interface HeaderEntry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** Bytes from the start of the data, end exclusive; end − begin is what dtype and shape need. */
  readonly begin: number;
  readonly end: number;
}

export interface Header {
  readonly metadata: Readonly<Record<string, string>>;
  readonly entries: readonly HeaderEntry[];
}

/**
 * The JSON header of a .safetensors file; every entry is right in itself, not yet compared with the others.
 *
 * Unknown fields of an entry are passed over, as the reference does. Errors: `formats/headerNotJson`, `duplicateKey`,
 * `badMetadata`, `badEntry`, `unknownDtype`, `badShape`, `badOffsets`, `wrongSize`.
 */
export function parseHeader(text: string, file: string): Header {
  const c = new JsonCursor(text, (reason, at) => safetensorsErrors.headerNotJson({ file, reason, at }));
  const names = new Set<string>();
  const entries: HeaderEntry[] = [];
  let metadata: Readonly<Record<string, string>> = {};
  c.object((name) => {
    if (names.has(name)) throw safetensorsErrors.duplicateKey({ file, key: name });
    names.add(name);
    if (name === "__metadata__") metadata = parseMetadata(c, file);
    else entries.push(parseEntry(c, name, file));
  });
  c.end();
  return { metadata, entries };
}

/** The value of `__metadata__` alone. Errors: those of {@link parseHeader}. */
export function parseMetadataText(text: string, file: string): Readonly<Record<string, string>> {
  const c = new JsonCursor(text, (reason, at) => safetensorsErrors.headerNotJson({ file, reason, at }));
  return parseMetadata(c, file);
}

function parseMetadata(c: JsonCursor, file: string): Readonly<Record<string, string>> {
  const texts = new Map<string, string>();
  if (c.peek() === "n")
    c.literal("null"); // the reference takes null for none
  else if (c.peek() !== "{") throw safetensorsErrors.badMetadata({ file, at: c.at });
  else
    c.object((key) => {
      if (texts.has(key)) throw safetensorsErrors.duplicateKey({ file, key });
      if (c.peek() !== '"') throw safetensorsErrors.badMetadata({ file, at: c.at });
      texts.set(key, c.string());
    });
  return Object.fromEntries(texts); // own properties, `__proto__` too
}

function parseEntry(c: JsonCursor, name: string, file: string): HeaderEntry {
  const bad = (field: string) => safetensorsErrors.badEntry({ file, tensor: name, field });
  if (c.peek() !== "{") throw bad("dtype");
  const fields: { dtype?: string; shape?: number[]; data_offsets?: number[] } = {};
  c.object((field) => {
    if (field !== "dtype" && field !== "shape" && field !== "data_offsets") return c.skip();
    if (fields[field] !== undefined) throw safetensorsErrors.duplicateKey({ file, key: field });
    if (c.peek() !== (field === "dtype" ? '"' : "[")) throw bad(field);
    if (field === "dtype") fields.dtype = c.string();
    else fields[field] = parseNumbers(c, () => bad(field));
  });
  const { dtype, shape, data_offsets: offsets } = fields;
  if (dtype === undefined) throw bad("dtype");
  if (shape === undefined) throw bad("shape");
  if (offsets === undefined) throw bad("data_offsets");
  return checkEntry({ name, dtype, shape, offsets }, file);
}

function parseNumbers(c: JsonCursor, bad: () => Error): number[] {
  const numbers: number[] = [];
  c.array(() => {
    if (!/[-\d]/.test(c.peek())) throw bad();
    numbers.push(c.number());
  });
  return numbers;
}

function checkEntry(d: { name: string; dtype: string; shape: number[]; offsets: number[] }, file: string): HeaderEntry {
  const { name, dtype, shape, offsets } = d;
  if (!isDtype(dtype)) throw safetensorsErrors.unknownDtype({ file, tensor: name, dtype });
  const expected = byteLengthOf(dtype, shape);
  if (expected === undefined) throw safetensorsErrors.badShape({ file, tensor: name, shape });
  const [begin = -1, end = -1, ...others] = offsets;
  const whole = Number.isSafeInteger(begin) && Number.isSafeInteger(end) && others.length === 0;
  if (!whole || begin < 0 || end < begin) throw safetensorsErrors.badOffsets({ file, tensor: name, offsets });
  if (end - begin !== expected)
    throw safetensorsErrors.wrongSize({ file, tensor: name, expected, actual: end - begin });
  return { name, dtype, shape, begin, end };
}
