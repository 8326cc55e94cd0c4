import type { DatabasePages } from "./database-pages.ts";
import { readRecord, readVarint, type SqliteValue } from "./record.ts";

/** A row, or an entry of an index: its last value is the row's id. */
export interface BtreeRow {
  /** Undefined in an index. */
  readonly rowid: number | undefined;
  readonly values: readonly SqliteValue[];
  /** Pages that it lies on. */
  readonly pages: readonly number[];
}

export interface BtreePage {
  readonly of: "table" | "index";
  /** Pages below, left to right; empty in a leaf. */
  readonly children: readonly number[];
  readonly rows: readonly BtreeRow[];
  /** Cells that could not be read. */
  readonly lost: number;
}

const kinds: Readonly<Record<number, { readonly of: "table" | "index"; readonly isLeaf: boolean }>> = {
  2: { of: "index", isLeaf: false },
  5: { of: "table", isLeaf: false },
  10: { of: "index", isLeaf: true },
  13: { of: "table", isLeaf: true },
};
/** Before the first page's own header lies the file's. */
const fileHeaderLength = 100;

/**
 * A page of a B-tree: what can be read of it, cell by cell; undefined where it is none.
 *
 * Source: sqlite.org/fileformat2.html, section 1.6.
 */
export function readBtreePage(pages: DatabasePages, number: number): BtreePage | undefined {
  const bytes = pages.page(number);
  if (!bytes) return undefined;
  const start = number === 1 ? fileHeaderLength : 0;
  const kind = kinds[bytes[start] ?? 0];
  if (!kind) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = kind.isLeaf ? 8 : 12;
  const count = view.getUint16(start + 3);
  const firstCell = start + headerLength + count * 2;
  if (firstCell > bytes.length) return undefined;

  const children: number[] = [];
  const rows: BtreeRow[] = [];
  let lost = 0;
  for (let i = 0; i < count; i++) {
    let at = view.getUint16(start + headerLength + i * 2);
    if (at < firstCell || at + 4 > bytes.length) {
      lost++;
      continue;
    }
    if (!kind.isLeaf) {
      children.push(view.getUint32(at));
      at += 4;
      if (kind.of === "table") continue; // of a row only its id
    }
    const row = readCell(pages, { number, bytes, view }, at, kind.of);
    if (row) rows.push(row);
    else lost++;
  }
  if (!kind.isLeaf) children.push(view.getUint32(start + 8));
  return { of: kind.of, children, rows, lost };
}

interface Page {
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

function readCell(
  pages: DatabasePages,
  { number, bytes, view }: Page,
  start: number,
  of: "table" | "index",
): BtreeRow | undefined {
  const length = readVarint(bytes, start);
  const rowid = length && of === "table" ? readVarint(bytes, length.end) : undefined;
  if (!length || length.value < 1 || (of === "table" && !rowid)) return undefined;
  const from = rowid?.end ?? length.end;
  const local = localLength(length.value, pages.size, of);
  if (from + local > bytes.length) return undefined;
  const head = bytes.subarray(from, from + local);
  if (local === length.value) return rowOf(head, [number]);
  if (from + local + 4 > bytes.length) return undefined;
  const rest = readOverflow(pages, view.getUint32(from + local), length.value - local);
  if (!rest) return undefined;
  const whole = new Uint8Array(length.value);
  whole.set(head);
  let at = local;
  for (const part of rest.parts) {
    whole.set(part, at);
    at += part.length;
  }
  return rowOf(whole, [number, ...rest.numbers]);

  function rowOf(record: Uint8Array, numbers: readonly number[]): BtreeRow | undefined {
    const values = readRecord(record);
    return values && { rowid: rowid?.value, values, pages: numbers };
  }
}

/** Bytes of a record that lie in the page itself. */
function localLength(length: number, usable: number, of: "table" | "index"): number {
  const most = of === "table" ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (length <= most) return length;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((length - least) % (usable - 4));
  return fitting <= most ? fitting : least;
}

/** The rest of a record, in a chain of pages; undefined where the chain is broken. */
function readOverflow(pages: DatabasePages, first: number, length: number) {
  const numbers: number[] = [];
  const parts: Uint8Array[] = [];
  const inPage = pages.size - 4;
  if (Math.ceil(length / inPage) > pages.count) return undefined;
  let next = first;
  for (let left = length; left > 0; left -= inPage) {
    const bytes = pages.page(next);
    if (!bytes || next === 1) return undefined;
    numbers.push(next);
    parts.push(bytes.subarray(4, 4 + Math.min(left, inPage)));
    next = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
  }
  return next === 0 ? { numbers, parts } : undefined;
}
