import type { SyncSource } from "./sync-source.ts";
import { readWal } from "./wal.ts";

/** The pages of an SQLite database, counted from 1. */
export interface DatabasePages {
  /** Bytes of a page. */
  readonly size: number;
  readonly count: number;
  /** Undefined for one that is not there. */
  page(number: number): Uint8Array | undefined;
  /** Free pages: what lies in them was deleted. Empty where the file's header cannot say. */
  readonly free: ReadonlySet<number>;
  /** What is wrong with header, length and log of the file; what its pages hold is another question. */
  readonly faults: readonly PagesFault[];
}

export type PagesFault = "header" | "short" | "log";

/** As SQLite makes databases since 3.12. */
const usualPageSize = 4096;
const headerLength = 100;
const magic = "SQLite format 3\0";
/** First bytes of the four kinds of B-tree pages. */
const btreeKinds: ReadonlySet<number | undefined> = new Set([2, 5, 10, 13]);
/** Pages that are looked at to find out how large pages are. */
const mostSampled = 2000;

/**
 * The pages as they were last committed: those of the log, where there is one, before those of the file. Takes what it
 * can get: of a file without a header the pages are still there.
 *
 * Source: sqlite.org/fileformat2.html, sections 1.2, 1.3 and 1.5.
 */
export function readDatabasePages(file: SyncSource, log: SyncSource | undefined): DatabasePages {
  const stated = pageSizeOf(file.read(0, headerLength));
  const wal = log && readWal(log, stated ?? usualPageSize);
  const size = bestPageSize(file, [wal?.pageSize, stated, usualPageSize]);
  const newer = wal?.pageSize === size ? wal : undefined;
  const count = Math.max(Math.floor(file.size / size), newer?.pageCount ?? 0);
  const page = (number: number): Uint8Array | undefined => {
    if (number < 1 || number > count) return undefined;
    const offset = newer?.pages.get(number);
    const bytes = offset === undefined ? file.read((number - 1) * size, size) : log?.read(offset, size);
    return bytes?.length === size ? bytes : undefined;
  };
  const header = page(1);
  const isHeaderWhole = header !== undefined && pageSizeOf(header) === size;
  const free = isHeaderWhole ? freePages(header, page) : undefined;
  const promised = newer?.pageCount ?? (isHeaderWhole ? pageCountOf(header) : 0);
  const faults: PagesFault[] = [];
  if (!isHeaderWhole || !free) faults.push("header");
  if (count < promised || (newer === undefined && file.size % size !== 0)) faults.push("short");
  if (log && log.size > 0 && wal?.isBroken) faults.push("log");
  return { size, count, page, free: free ?? new Set(), faults };
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Undefined for a header that is none. 65536 is written as 1. */
function pageSizeOf(header: Uint8Array): number | undefined {
  if (header.length < headerLength) return undefined;
  if ([...magic].some((letter, i) => header[i] !== letter.charCodeAt(0))) return undefined;
  const stated = viewOf(header).getUint16(16);
  const size = stated === 1 ? 65536 : stated;
  return size >= 512 && (size & (size - 1)) === 0 ? size : undefined;
}

/** The count is true only where it was written together with the change counter. */
function pageCountOf(header: Uint8Array): number {
  const view = viewOf(header);
  return view.getUint32(24) === view.getUint32(92) ? view.getUint32(28) : 0;
}

/** Pages can only be of the size at which most of them begin as pages of B-trees do. */
function bestPageSize(file: SyncSource, guesses: readonly (number | undefined)[]): number {
  const sizes = [...new Set(guesses.filter((guess) => guess !== undefined))];
  if (sizes.length === 1) return sizes[0] ?? usualPageSize;
  const share = (size: number): number => {
    const count = Math.min(mostSampled, Math.floor(file.size / size));
    const starts = Array.from({ length: Math.max(0, count - 1) }, (_, i) => file.read((i + 1) * size, 1)[0]);
    return starts.filter((start) => btreeKinds.has(start)).length / Math.max(1, starts.length);
  };
  const shares = sizes.map((size) => ({ size, share: share(size) }));
  return shares.reduce((best, each) => (each.share > best.share ? each : best)).size;
}

/** Undefined where the list of free pages does not agree with their number. */
function freePages(header: Uint8Array, page: (number: number) => Uint8Array | undefined): Set<number> | undefined {
  const first = viewOf(header).getUint32(32);
  const promised = viewOf(header).getUint32(36);
  const free = new Set<number>();
  for (let trunk = first; trunk !== 0; ) {
    const bytes = page(trunk);
    if (!bytes || free.has(trunk)) return undefined;
    free.add(trunk);
    const view = viewOf(bytes);
    const count = view.getUint32(4);
    if (8 + count * 4 > bytes.length) return undefined;
    for (let i = 0; i < count; i++) free.add(view.getUint32(8 + i * 4));
    trunk = view.getUint32(0);
  }
  return free.size === promised ? free : undefined;
}
