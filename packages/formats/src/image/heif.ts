import { type Bytes, DanfangError } from "@danfang/domain";
import { concatBytes, latin1Of, viewOf } from "../concat-bytes.ts";
import { type Box, boxesIn } from "./boxes.ts";
import { imageErrors } from "./errors.ts";
import type { TextsFound } from "./texts-found.ts";

/** More items than any picture has; each is one tile at most. */
const mostItems = 4096;
/** Most bytes of one text: as for the other containers. */
const longestItem: Bytes = 16 * 2 ** 20;

/** What an item is, and where its bytes lie. */
interface Item {
  readonly type: string;
  readonly contentType: string;
}

/**
 * Tells of the EXIF and XMP of an AVIF or HEIC: items that `iinf` names and `iloc` places. A damaged item costs no other.
 *
 * Errors: `formats/damagedImage` when the boxes do not fit. Source: ISO/IEC 23008-12, 14496-12 8.11.
 */
export function readHeifParts(bytes: Uint8Array, file: string, found: TextsFound): void {
  for (const box of boxesIn(bytes, file)) {
    if (box.type !== "meta") continue;
    const inside = [...boxesIn(bytes, file, box.offset + 4, box.offset + box.data.length)];
    const items = itemsOf(
      inside.find(({ type }) => type === "iinf"),
      bytes,
      file,
    );
    const idat = inside.find(({ type }) => type === "idat")?.data;
    for (const [id, extents] of placesOf(
      inside.find(({ type }) => type === "iloc"),
      file,
    )) {
      const item = items.get(id);
      if (item?.type !== "Exif" && !(item?.type === "mime" && item.contentType === "application/rdf+xml")) continue;
      try {
        const data = dataOf(extents, bytes, idat, file);
        if (item.type === "Exif") found.exif(tiffOf(data));
        else found.xmp(data);
      } catch (error) {
        if (!(error instanceof DanfangError)) throw error;
        found.broken(error);
      }
    }
  }
}

/** The EXIF block behind the four bytes that say where in it the TIFF structure begins. */
function tiffOf(data: Uint8Array): Uint8Array {
  if (data.length < 4) return data;
  const offset = 4 + viewOf(data).getUint32(0);
  return offset <= data.length ? data.subarray(offset) : data.subarray(4);
}

function itemsOf(iinf: Box | undefined, bytes: Uint8Array, file: string): ReadonlyMap<number, Item> {
  const items = new Map<number, Item>();
  if (iinf === undefined || iinf.data.length < 6) return items;
  const head = iinf.data[0] === 0 ? 6 : 8;
  for (const { type, data } of boxesIn(bytes, file, iinf.offset + head, iinf.offset + iinf.data.length)) {
    const version = data[0] ?? 0;
    if (type !== "infe" || version < 2 || data.length < 12 || items.size >= mostItems) continue;
    const view = viewOf(data);
    const isWide = version >= 3;
    const at = isWide ? 8 : 6; // id, then two bytes of protection
    const kind = latin1Of(data.subarray(at + 2, at + 6));
    const [, contentType = ""] = latin1Of(data.subarray(at + 6)).split("\0");
    items.set(isWide ? view.getUint32(4) : view.getUint16(4), { type: kind, contentType });
  }
  return items;
}

interface Extent {
  readonly offset: Bytes;
  readonly length: Bytes;
  /** In the `idat` box instead of the file. */
  readonly isInside: boolean;
}

/** Numbers of given widths, one after another; past the end there are none. */
class Numbers {
  #at: number;
  readonly #data: Uint8Array;

  constructor(data: Uint8Array, at: number) {
    this.#data = data;
    this.#at = at;
  }

  next(width: number): number | undefined {
    if (this.#at + width > this.#data.length) return undefined;
    let number = 0;
    for (let i = 0; i < width; i++) number = number * 256 + (this.#data[this.#at + i] ?? 0);
    this.#at += width;
    return number;
  }
}

/** Item → where its bytes are. What is cut off or impossible ends the list. */
function placesOf(iloc: Box | undefined, file: string): ReadonlyMap<number, readonly Extent[]> {
  const places = new Map<number, readonly Extent[]>();
  if (iloc === undefined) return places;
  const { data } = iloc;
  const version = data[0] ?? 0;
  const [sizes = 0, bases = 0] = data.subarray(4, 6);
  const numbers = new Numbers(data, 6);
  const idWidth = version < 2 ? 2 : 4;
  const count = numbers.next(idWidth) ?? 0;
  const damaged = () =>
    imageErrors.damagedImage({
      file,
      reason: { en: "the list of items is cut off", zh: "条目列表被截断了" },
      at: iloc.offset,
    });
  for (let i = 0; i < Math.min(count, mostItems); i++) {
    const id = numbers.next(idWidth);
    const method = version === 0 ? 0 : (numbers.next(2) ?? 0) & 15;
    numbers.next(2); // which file: this one
    const base = numbers.next(bases >> 4) ?? 0;
    const extents = numbers.next(2);
    if (id === undefined || extents === undefined) throw damaged();
    const listed: Extent[] = [];
    for (let j = 0; j < extents; j++) {
      if (version > 0) numbers.next(bases & 15);
      const [offset, length] = [numbers.next(sizes >> 4), numbers.next(sizes & 15)];
      if (offset === undefined || length === undefined) throw damaged();
      listed.push({ offset: base + offset, length, isInside: method === 1 });
      if (listed.length > mostItems || sizes === 0) break;
    }
    places.set(id, listed);
  }
  return places;
}

function dataOf(extents: readonly Extent[], bytes: Uint8Array, idat: Uint8Array | undefined, file: string): Uint8Array {
  const all = extents.reduce((sum, { length }) => sum + length, 0);
  if (all > longestItem) throw imageErrors.textBomb({ file, limit: longestItem });
  return concatBytes(
    extents.map(({ offset, length, isInside }) => {
      const from = isInside ? (idat ?? new Uint8Array()) : bytes;
      if (offset + length > from.length)
        throw imageErrors.damagedImage({
          file,
          reason: { en: "a text lies outside of the file", zh: "有段文字在文件之外" },
          at: offset,
        });
      return from.subarray(offset, offset + length);
    }),
  );
}
