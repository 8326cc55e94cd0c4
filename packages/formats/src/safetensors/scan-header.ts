import { bitsOf, dtypes } from "../tensors/dtype.ts";
import { foldFactor, foldStart } from "../tensors/fold-name.ts";
import type { TensorColumns } from "../tensors/tensor-table.ts";

/** What a byte of a name is. */
const digit = 0;
const letter = 1;
const other = 2;
const ending = 3;
const notPlain = 4;
const numberSign = 0x23;

/** Where in a name a byte is met: in a number that stood alone so far, in a word, or after what is neither. */
type Place = 0 | 1 | 2;
const inNumber = 0;
const inWord = 1;
const afterOther = 2;

const kindOf = Uint8Array.from({ length: 0x80 }, (_, code) => {
  if (code === 0x22) return ending;
  if (code < 0x20 || code === 0x5c) return notPlain;
  const text = String.fromCharCode(code);
  return /\d/.test(text) ? digit : /[A-Za-z]/.test(text) ? letter : other;
});

/** What a header in the form that every program writes says, as columns of numbers. */
export interface PlainHeader {
  readonly columns: TensorColumns;
  /** Bytes from the start of the data. */
  readonly begins: Float64Array;
  readonly ends: Float64Array;
  /** Where the value of `__metadata__` lies in the header. */
  readonly metadata: { readonly start: number; readonly end: number } | undefined;
}

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const closing = 0x5d;
const closingBrace = 0x7d;
const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const beforeDtype = ascii(':{"dtype":"');
const beforeShape = ascii(',"shape":[');
const beforeOffsets = ascii('],"data_offsets":[');
const metadataKey = ascii('"__metadata__":{');
/** The shortest entry: a name of one letter, no dimensions. */
const shortestEntry = 48;
/** Its first bytes tell a dtype from all others, where its length is known. */
const dtypeCodes = new Map(dtypes.map((dtype, code) => [dtype, code]));
const bytesPerNumber = Float64Array.from(dtypes, (dtype) => bitsOf(dtype) / 8);
/** Digits that a double surely holds. */
const mostDigits = 15;
/** Of a tensor that a network has; others are read the slow way. */
const mostDims = 8;
/** More names in a row that fall into one slot are no accident. */
const mostProbes = 64;

/**
 * Reads the JSON of a .safetensors header byte by byte, without making texts and objects of it: about ten times as fast as
 * `JSON.parse`. Only the compact form is known that the reference writes, in ASCII and without escapes; undefined for
 * everything else, and for everything that has a fault: then `parseHeader` says what it is, or what is wrong.
 */
export function scanHeader(bytes: Uint8Array): PlainHeader | undefined {
  const scan = new Scan(bytes);
  return scan.run() ? scan.header() : undefined;
}

/** Columns that are filled while a header is walked through, and copied when it is known how long they are. */
interface Scratch {
  readonly nameStarts: Uint32Array;
  readonly nameEnds: Uint32Array;
  readonly folds: Uint32Array;
  readonly dtypes: Uint8Array;
  readonly dims: Float64Array;
  readonly dimStarts: Uint32Array;
  readonly begins: Float64Array;
  readonly ends: Float64Array;
  /** Rows by a hash of their whole name, 0 for none, else row + 1. */
  readonly slots: Int32Array;
}

const scratchOf = (most: number): Scratch => ({
  nameStarts: new Uint32Array(most),
  nameEnds: new Uint32Array(most),
  folds: new Uint32Array(most),
  dtypes: new Uint8Array(most),
  dims: new Float64Array(most * mostDims),
  dimStarts: new Uint32Array(most + 1),
  begins: new Float64Array(most),
  ends: new Float64Array(most),
  slots: new Int32Array(2 ** Math.ceil(Math.log2(most * 2))),
});

/** Kept from header to header; longer ones have their own. */
const usualRows = 8192;
let usual: Scratch | undefined;

/** One walk through one header. */
class Scan {
  readonly #bytes: Uint8Array;
  readonly #scratch: Scratch;
  #size = 0;
  #at = 0;
  #dims = 0;
  #number = 0;
  #metadata: { start: number; end: number } | undefined;

  constructor(bytes: Uint8Array) {
    const most = Math.ceil(bytes.length / shortestEntry) + 1;
    this.#bytes = bytes;
    usual ??= scratchOf(usualRows);
    this.#scratch = most > usualRows ? scratchOf(most) : usual;
    this.#scratch.slots.fill(0);
  }

  header(): PlainHeader {
    const { nameStarts, nameEnds, folds, dtypes, dims, dimStarts, begins, ends } = this.#scratch;
    const size = this.#size;
    return {
      columns: {
        size,
        text: this.#bytes,
        nameStarts: nameStarts.slice(0, size),
        nameEnds: nameEnds.slice(0, size),
        folds: folds.slice(0, size),
        dtypes: dtypes.slice(0, size),
        dims: dims.slice(0, this.#dims),
        dimStarts: dimStarts.slice(0, size + 1),
      },
      begins: begins.slice(0, size),
      ends: ends.slice(0, size),
      metadata: this.#metadata,
    };
  }

  run(): boolean {
    if (!this.#take(0x7b)) return false;
    if (this.#skipSpace() === closingBrace) return this.#atEnd();
    do if (!this.#member()) return false;
    while (this.#take(comma));
    return this.#atEnd();
  }

  #atEnd(): boolean {
    return this.#take(closingBrace) && this.#skipSpace() === undefined;
  }

  /** The reference fills headers up with spaces. */
  #skipSpace(): number | undefined {
    while (this.#bytes[this.#at] === 0x20) this.#at++;
    return this.#bytes[this.#at];
  }

  #member(): boolean {
    if (this.#bytes[this.#at] !== quote) return false;
    return this.#matches(metadataKey) ? this.#metadataText() : this.#entry();
  }

  #entry(): boolean {
    const row = this.#size;
    if (!this.#name(row)) return false;
    if (!this.#expect(beforeDtype) || !this.#dtype(row) || !this.#expect(beforeShape) || !this.#shape(row))
      return false;
    if (!this.#expect(beforeOffsets) || !this.#digits()) return false;
    const begin = this.#number;
    if (!this.#take(comma) || !this.#digits()) return false;
    const end = this.#number;
    if (!this.#take(closing) || !this.#take(closingBrace)) return false;
    this.#scratch.begins[row] = begin;
    this.#scratch.ends[row] = end;
    this.#size++;
    return end - begin === this.#lengthOf(row);
  }

  /** Its place, its fold, and whether it is the only one of its name. */
  #name(row: number): boolean {
    const bytes = this.#bytes;
    const start = this.#at + 1;
    let at = start;
    let fold = foldStart; // with numbers as they are until one ends that stood alone
    let whole = foldStart;
    let before = foldStart; // before the digits that are read now
    let place: Place = afterOther;
    for (;;) {
      const code = bytes[at]!;
      const kind = code < 0x80 ? kindOf[code]! : notPlain; // undefined past the end is no plain one either
      if (kind === digit) {
        if (place === afterOther) {
          before = fold;
          place = inNumber;
        }
      } else {
        if (place === inNumber && kind !== letter) fold = Math.imul(before ^ numberSign, foldFactor);
        if (kind >= ending) {
          if (kind === notPlain) return false;
          break;
        }
        place = kind === letter ? inWord : afterOther;
      }
      fold = Math.imul(fold ^ code, foldFactor);
      whole = Math.imul(whole ^ code, foldFactor);
      at++;
    }
    this.#scratch.nameStarts[row] = start;
    this.#scratch.nameEnds[row] = at;
    this.#scratch.folds[row] = fold;
    this.#at = at + 1;
    return this.#isNew(row, whole);
  }

  #isNew(row: number, hash: number): boolean {
    const slots = this.#scratch.slots;
    let slot = (hash ^ (hash >>> 15)) & (slots.length - 1);
    for (let probe = 0; probe < mostProbes; probe++) {
      const other = slots[slot]! - 1;
      if (other < 0) {
        slots[slot] = row + 1;
        return true;
      }
      if (this.#isSameName(row, other)) return false;
      slot = (slot + 1) & (slots.length - 1);
    }
    return false;
  }

  #isSameName(one: number, other: number): boolean {
    const { nameStarts, nameEnds, folds } = this.#scratch;
    if (folds[one] !== folds[other]) return false;
    const start = nameStarts[one]!;
    const length = nameEnds[one]! - start;
    const otherStart = nameStarts[other]!;
    if (nameEnds[other]! - otherStart !== length) return false;
    for (let i = length - 1; i >= 0; i--) if (this.#bytes[start + i] !== this.#bytes[otherStart + i]) return false;
    return true;
  }

  #dtype(row: number): boolean {
    const start = this.#at;
    while (this.#bytes[this.#at] !== quote) if (++this.#at - start > 12) return false;
    const code = codeOf(this.#bytes, start, this.#at++);
    if (code === undefined) return false;
    this.#scratch.dtypes[row] = code;
    return true;
  }

  #shape(row: number): boolean {
    const { dims, dimStarts } = this.#scratch;
    if (this.#bytes[this.#at] !== closing)
      do {
        if (!this.#digits()) return false;
        if (this.#dims - dimStarts[row]! >= mostDims) return false;
        dims[this.#dims++] = this.#number;
      } while (this.#take(comma));
    dimStarts[row + 1] = this.#dims;
    return true;
  }

  #lengthOf(row: number): number {
    const { dims, dimStarts } = this.#scratch;
    let length = bytesPerNumber[this.#scratch.dtypes[row]!]!;
    for (let i = dimStarts[row]!; i < this.#dims; i++) {
      length *= dims[i]!;
      if (length > Number.MAX_SAFE_INTEGER) return Number.NaN; // zero afterwards would hide it
    }
    return length;
  }

  /** A whole number, not negative, as JSON writes it. */
  #digits(): boolean {
    const bytes = this.#bytes;
    const start = this.#at;
    let at = start;
    let value = 0;
    for (let digit = bytes[at]! - 0x30; digit >= 0 && digit <= 9; digit = bytes[at]! - 0x30) {
      value = value * 10 + digit;
      at++;
    }
    this.#at = at;
    this.#number = value;
    const count = at - start;
    return count > 0 && count <= mostDigits && (count === 1 || bytes[start] !== 0x30);
  }

  /** Only where it ends; what is in it is read by whoever wants it. */
  #metadataText(): boolean {
    if (this.#metadata) return false;
    const bytes = this.#bytes;
    const start = this.#at + metadataKey.length - 1;
    let isText = false;
    for (let at = start + 1; at < bytes.length; at++) {
      const code = bytes[at];
      if (code === backslash) at++;
      else if (code === quote) isText = !isText;
      else if (code === closingBrace && !isText) {
        this.#metadata = { start, end: at + 1 };
        this.#at = at + 1;
        return true;
      }
    }
    return false;
  }

  #take(code: number): boolean {
    if (this.#bytes[this.#at] !== code) return false;
    this.#at++;
    return true;
  }

  #matches(text: Uint8Array): boolean {
    for (let i = 0; i < text.length; i++) if (this.#bytes[this.#at + i] !== text[i]) return false;
    return true;
  }

  #expect(text: Uint8Array): boolean {
    if (!this.#matches(text)) return false;
    this.#at += text.length;
    return true;
  }
}

/** Place of a dtype in their list. The usual ones without making a text. */
function codeOf(bytes: Uint8Array, start: number, end: number): number | undefined {
  const first = bytes[start]!;
  const second = bytes[start + 1]!;
  const third = bytes[start + 2]!;
  if (end - start === 3 && first === 0x46 && second === 0x31 && third === 0x36) return codeF16;
  if (end - start === 3 && first === 0x46 && second === 0x33 && third === 0x32) return codeF32;
  if (end - start === 4 && first === 0x42 && second === 0x46 && third === 0x31 && bytes[start + 3] === 0x36)
    return codeBf16;
  const name = String.fromCharCode(...bytes.subarray(start, end));
  return dtypeCodes.get(name as (typeof dtypes)[number]);
}

const codeF16 = dtypes.indexOf("F16");
const codeF32 = dtypes.indexOf("F32");
const codeBf16 = dtypes.indexOf("BF16");
