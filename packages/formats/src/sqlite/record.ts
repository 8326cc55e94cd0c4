/** A value as SQLite stores it. Integers beyond 2^53 are bigints. */
export type SqliteValue = null | number | bigint | string | Uint8Array;

/** Bytes of a varint that a number holds exactly. */
const exactBytes = 7;

/** A number of 1 to 9 bytes, high bits first, and where what follows it begins; undefined at the end of the bytes. */
export function readVarint(
  bytes: Uint8Array,
  at: number,
): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let i = 0; i < exactBytes; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) return undefined;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: at + i + 1 };
  }
  const [eighth, ninth] = [bytes[at + exactBytes], bytes[at + exactBytes + 1]];
  if (eighth === undefined) return undefined;
  const large = (BigInt(value) << 7n) | BigInt(eighth & 0x7f);
  if (eighth < 0x80) return { value: Number(large), end: at + exactBytes + 1 };
  if (ninth === undefined) return undefined;
  return { value: Number(BigInt.asIntN(64, (large << 8n) | BigInt(ninth))), end: at + exactBytes + 2 };
}

const decoder = new TextDecoder("utf-8", { fatal: true });
/** Bytes of integers by their serial type, 1 to 6. */
const integerLengths = [0, 1, 2, 3, 4, 6, 8];

/**
 * The columns of a record; undefined where the bytes are none: every byte must be accounted for, and text be UTF-8.
 *
 * Source: sqlite.org/fileformat2.html, section 2.1.
 */
export function readRecord(bytes: Uint8Array): SqliteValue[] | undefined {
  const head = readVarint(bytes, 0);
  if (!head || head.value > bytes.length || head.value < head.end) return undefined;
  const types: number[] = [];
  let at = head.end;
  while (at < head.value) {
    const type = readVarint(bytes, at);
    if (!type || type.value < 0 || type.end > head.value) return undefined;
    types.push(type.value);
    at = type.end;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values: SqliteValue[] = [];
  for (const type of types) {
    const length = lengthOf(type);
    if (length === undefined || at + length > bytes.length) return undefined;
    const value = columnOf(type, bytes.subarray(at, at + length), view, at);
    if (value === undefined) return undefined;
    values.push(value);
    at += length;
  }
  return at === bytes.length ? values : undefined;
}

function lengthOf(type: number): number | undefined {
  if (type <= 6) return integerLengths[type];
  if (type === 7) return 8;
  if (type <= 9) return 0;
  return type >= 12 ? Math.floor((type - 12) / 2) : undefined;
}

function columnOf(type: number, bytes: Uint8Array, view: DataView, at: number): SqliteValue | undefined {
  if (type === 0) return null;
  if (type <= 6) return integer(bytes);
  if (type === 7) return view.getFloat64(at);
  if (type <= 9) return type - 8;
  if (type % 2 === 0) return bytes;
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined; // not UTF-8: no record, or one that was written over
  }
}

/** Two's complement, the highest byte first. */
function integer(bytes: Uint8Array): number | bigint {
  const [first = 0, ...rest] = bytes;
  const high = first >= 0x80 ? first - 0x100 : first;
  if (bytes.length <= 6) return rest.reduce((value, byte) => value * 256 + byte, high);
  const whole = rest.reduce((value, byte) => value * 256n + BigInt(byte), BigInt(high));
  return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole;
}
