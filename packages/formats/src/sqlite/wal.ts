import type { SyncSource } from "./sync-source.ts";

/** The newest pages of a database, as its write-ahead log has them. */
export interface Wal {
  readonly pageSize: number;
  /** Where the newest committed content of a page begins, bytes; pages are counted from 1. */
  readonly pages: ReadonlyMap<number, number>;
  /** Pages of the whole database after the last commit. */
  readonly pageCount: number;
  /** Something before the last commit is damaged: SQLite would leave out everything after it without a word. */
  readonly isBroken: boolean;
}

const headerLength = 32;
const frameHeaderLength = 24;
/** The lowest bit says that checksums are made of big-endian words. */
const magic = 0x377f0682;

type Sum = readonly [number, number];

/**
 * Reads the log `…-wal` that lies beside a database; undefined where nothing in it was committed.
 *
 * Each frame's checksum goes on from the one before it as that is written, so what follows a damaged frame is known to
 * be whole all the same. Frames of an earlier round (other salts) are not part of the log.
 *
 * Source: sqlite.org/fileformat2.html, section 4, "The Write-Ahead Log".
 */
export function readWal(source: SyncSource, usualPageSize: number): Wal | undefined {
  if (source.size < headerLength + frameHeaderLength) return undefined;
  const header = viewOf(source.read(0, headerLength));
  const isWhole = isHeaderWhole(header);
  const pageSize = isWhole ? header.getUint32(8) : usualPageSize;
  const isBigEndian = (header.getUint32(0) & 1) === 1 && isWhole;
  const frameLength = frameHeaderLength + pageSize;
  const count = Math.floor((source.size - headerLength) / frameLength);

  const pages = new Map<number, number>();
  let transaction: [page: number, offset: number][] = [];
  let committed: Wal | undefined;
  let before: Sum = [header.getUint32(24), header.getUint32(28)];
  let salts = isWhole ? saltsOf(header, 16) : undefined;
  let isBroken = !isWhole;
  for (let i = 0; i < count; i++) {
    const offset = headerLength + i * frameLength;
    const bytes = source.read(offset, frameLength);
    if (bytes.length < frameLength) break;
    const frame = viewOf(bytes);
    const stored: Sum = [frame.getUint32(16), frame.getUint32(20)];
    const isGood =
      (salts === undefined || saltsOf(frame, 8) === salts) && equal(stored, frameSum(frame, before, isBigEndian));
    before = stored;
    if (!isGood) {
      isBroken = true;
      continue;
    }
    salts ??= saltsOf(frame, 8);
    transaction.push([frame.getUint32(0), offset + frameHeaderLength]);
    const pageCount = frame.getUint32(4);
    if (pageCount === 0) continue;
    for (const [page, at] of transaction) pages.set(page, at);
    transaction = [];
    committed = { pageSize, pages, pageCount, isBroken };
  }
  return committed;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const saltsOf = (view: DataView, at: number): string => `${view.getUint32(at)} ${view.getUint32(at + 4)}`;
const equal = (a: Sum, b: Sum): boolean => a[0] === b[0] && a[1] === b[1];

function isHeaderWhole(header: DataView): boolean {
  const word = header.getUint32(0);
  const pageSize = header.getUint32(8);
  if ((word & ~1) >>> 0 !== magic || pageSize < 512 || pageSize > 65536 || (pageSize & (pageSize - 1)) !== 0)
    return false;
  return equal([header.getUint32(24), header.getUint32(28)], sumOf(header, 0, 24, [0, 0], (word & 1) === 1));
}

/** Over the frame's page number and size, then its page: the salts and the checksum between them are left out. */
const frameSum = (frame: DataView, before: Sum, isBigEndian: boolean): Sum =>
  sumOf(frame, frameHeaderLength, frame.byteLength, sumOf(frame, 0, 8, before, isBigEndian), isBigEndian);

function sumOf(view: DataView, from: number, to: number, [a, b]: Sum, isBigEndian: boolean): Sum {
  let s0 = a;
  let s1 = b;
  for (let at = from; at < to; at += 8) {
    s0 = (s0 + view.getUint32(at, !isBigEndian) + s1) >>> 0;
    s1 = (s1 + view.getUint32(at + 4, !isBigEndian) + s0) >>> 0;
  }
  return [s0, s1];
}
