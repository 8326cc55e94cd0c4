import { inflateRawSync } from "node:zlib";
import type { Bytes, Reason } from "@danfang/domain";
import type { ByteSource } from "../byte-source.ts";
import { latin1Of, viewOf } from "../concat-bytes.ts";
import { torchErrors } from "./errors.ts";

/** A file in an archive, as the archive's directory describes it. */
export interface ZipMember {
  readonly name: string;
  readonly isCompressed: boolean;
  /** Bytes that it takes in the archive. */
  readonly length: Bytes;
  /** Bytes that it has once unpacked. */
  readonly size: Bytes;
  /** Where its local header stands, bytes from the start of the archive. */
  readonly header: Bytes;
}

const endLength: Bytes = 22;
const longestComment: Bytes = 0xffff;
const locatorLength: Bytes = 20;
const end64Length: Bytes = 56;
const entryLength: Bytes = 46;
export const localHeaderLength: Bytes = 30;
/** The directory of a checkpoint with two thousand tensors has 200 KB. */
const largestDirectory: Bytes = 32 * 2 ** 20;

const signatures = { end: 0x06054b50, end64: 0x06064b50, locator: 0x07064b50, entry: 0x02014b50, local: 0x04034b50 };

/** A stranger's member name may be 64 kB long; an error shows its beginning. */
const longestReason = 200;
const damaged = (source: ByteSource, reason: Reason) =>
  torchErrors.damagedArchive({
    file: source.name,
    reason: { en: reason.en.slice(0, longestReason), zh: reason.zh.slice(0, longestReason) },
  });

/** An entry of an archive's directory as it stands there, whatever it is packed with. */
export interface DirectoryEntry extends Omit<ZipMember, "isCompressed"> {
  readonly packing: "stored" | "deflated" | "other";
  /** Of its name, which says in no reliable way in which encoding. */
  readonly nameBytes: Uint8Array;
}

/** Every entry of the directory, in its order. Errors: as {@link readZipDirectory}, but for what makes one unreadable. */
export async function readDirectoryEntries(source: ByteSource): Promise<readonly DirectoryEntry[]> {
  const { offset, length, count } = await findDirectory(source);
  if (length > largestDirectory || offset + length > source.size)
    throw damaged(source, { en: "its directory is cut off", zh: "目录被截断了" });
  const bytes = await source.read(offset, length);
  const view = viewOf(bytes);
  const entries: DirectoryEntry[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + entryLength > length || view.getUint32(at, true) !== signatures.entry)
      throw damaged(source, { en: "its directory is broken", zh: "目录坏了" });
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const next = at + entryLength + nameLength! + extraLength! + commentLength!;
    if (next > length) throw damaged(source, { en: "its directory is broken", zh: "目录坏了" });
    const entry = parseEntry(source, bytes.subarray(at, next), nameLength!, extraLength!);
    if (entry.header + localHeaderLength + entry.length > offset)
      throw damaged(source, {
        en: `its member ${JSON.stringify(entry.name)} is cut off`,
        zh: `成员 ${JSON.stringify(entry.name)} 被截断了`,
      });
    entries.push(entry);
    at = next;
  }
  return entries;
}

/**
 * The directory of a zip archive, ZIP64 included; two or three short reads from its end.
 *
 * Every member lies before the directory, and no name stands twice. Errors: `formats/damagedArchive` and those of the
 * source. Source: PKWARE APPNOTE 6.3.10, sections 4.3 and 4.5.
 */
export async function readZipDirectory(source: ByteSource): Promise<ReadonlyMap<string, ZipMember>> {
  const members = new Map<string, ZipMember>();
  for (const entry of await readDirectoryEntries(source)) {
    if (members.has(entry.name))
      throw damaged(source, {
        en: `it has two members called ${JSON.stringify(entry.name)}`,
        zh: `有两个成员都叫 ${JSON.stringify(entry.name)}`,
      });
    members.set(entry.name, memberOf(source, entry));
  }
  return members;
}

async function findDirectory(source: ByteSource): Promise<{ offset: Bytes; length: Bytes; count: number }> {
  const tailLength = Math.min(source.size, endLength + longestComment);
  const tailOffset = source.size - tailLength;
  const view = viewOf(await source.read(tailOffset, tailLength));
  for (let at = tailLength - endLength; at >= 0; at--) {
    if (view.getUint32(at, true) !== signatures.end || at + endLength + view.getUint16(at + 20, true) !== tailLength)
      continue;
    const [count, length, offset] = [
      view.getUint16(at + 10, true),
      view.getUint32(at + 12, true),
      view.getUint32(at + 16, true),
    ];
    if (count !== 0xffff && length !== 0xffffffff && offset !== 0xffffffff) return { offset, length, count };
    return findDirectory64(source, tailOffset + at - locatorLength);
  }
  throw damaged(source, { en: "its end is missing", zh: "缺少结尾" });
}

async function findDirectory64(
  source: ByteSource,
  locator: Bytes,
): Promise<{ offset: Bytes; length: Bytes; count: number }> {
  if (locator < 0) throw damaged(source, { en: "its ZIP64 directory is missing", zh: "缺少 ZIP64 目录" });
  const pointer = viewOf(await source.read(locator, locatorLength));
  const at = number64(pointer, 8);
  if (pointer.getUint32(0, true) !== signatures.locator || at + end64Length > locator)
    throw damaged(source, { en: "its ZIP64 directory is missing", zh: "缺少 ZIP64 目录" });
  const end = viewOf(await source.read(at, end64Length));
  if (end.getUint32(0, true) !== signatures.end64)
    throw damaged(source, { en: "its ZIP64 directory is broken", zh: "ZIP64 目录坏了" });
  const count = number64(end, 32);
  if (count > largestDirectory / entryLength)
    throw damaged(source, { en: "its ZIP64 directory is broken", zh: "ZIP64 目录坏了" });
  return { count, length: number64(end, 40), offset: number64(end, 48) };
}

/** ∞ for what is no exact number, so that every comparison with a file's size fails. */
function number64(view: DataView, at: number): number {
  const value = Number(view.getBigUint64(at, true));
  return Number.isSafeInteger(value) ? value : Number.POSITIVE_INFINITY;
}

const encrypted = 0x1;
const stored = 0;
const deflated = 8;

function parseEntry(source: ByteSource, bytes: Uint8Array, nameLength: number, extraLength: number): DirectoryEntry {
  const view = viewOf(bytes);
  const nameBytes = bytes.subarray(entryLength, entryLength + nameLength);
  const method = (view.getUint16(8, true) & encrypted) === 0 ? view.getUint16(10, true) : undefined;
  const extra = bytes.subarray(entryLength + nameLength, entryLength + nameLength + extraLength);
  const [size, length, header] = in64(source, extra, [
    view.getUint32(24, true),
    view.getUint32(20, true),
    view.getUint32(42, true),
  ]);
  const packing = method === stored ? "stored" : method === deflated ? "deflated" : "other";
  return { name: latin1Of(nameBytes), nameBytes, packing, length, size, header }; // torch's own names are ASCII
}

/** How to get at the bytes of an entry. Errors: `formats/damagedArchive` where it is encrypted, or lies about its length. */
function memberOf(source: ByteSource, { name, packing, length, size, header }: DirectoryEntry): ZipMember {
  if (packing === "other")
    throw damaged(source, {
      en: `its member ${JSON.stringify(name)} is encrypted or packed in an unusual way`,
      zh: `成员 ${JSON.stringify(name)} 加了密，或压缩方式不常见`,
    });
  const isCompressed = packing === "deflated";
  if (!isCompressed && size !== length)
    throw damaged(source, {
      en: `its member ${JSON.stringify(name)} has two lengths`,
      zh: `成员 ${JSON.stringify(name)} 有两个长度`,
    });
  return { name, isCompressed, length, size, header };
}

type ThreeNumbers = readonly [number, number, number];
const zip64Field = 1;

/** Numbers that are all ones stand in the ZIP64 extra field, those and only those, in this order. */
function in64(source: ByteSource, extra: Uint8Array, numbers: ThreeNumbers): ThreeNumbers {
  if (!numbers.includes(0xffffffff)) return numbers;
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + view.getUint16(at + 2, true);
    if (end > extra.length) break;
    if (view.getUint16(at, true) === zip64Field) {
      let next = at + 4;
      return numbers.map((number) => {
        if (number !== 0xffffffff) return number;
        if (next + 8 > end) throw damaged(source, { en: "its directory is broken", zh: "目录坏了" });
        next += 8;
        return number64(view, next - 8);
      }) as unknown as ThreeNumbers;
    }
    at = end;
  }
  throw damaged(source, { en: "its directory is broken", zh: "目录坏了" });
}

/** Where a member's bytes begin. Errors: `formats/damagedArchive` where its own header contradicts the directory. */
export async function locateMember(source: ByteSource, member: ZipMember): Promise<Bytes> {
  const bytes = await source.read(member.header, localHeaderLength + member.name.length);
  const view = viewOf(bytes);
  const isSame = view.getUint32(0, true) === signatures.local && view.getUint16(26, true) === member.name.length;
  if (!isSame || latin1Of(bytes.subarray(localHeaderLength)) !== member.name)
    throw damaged(source, {
      en: `its directory and its members disagree about ${JSON.stringify(member.name)}`,
      zh: `目录和成员对 ${JSON.stringify(member.name)} 的说法不一致`,
    });
  if (view.getUint16(8, true) !== (member.isCompressed ? deflated : stored))
    throw damaged(source, {
      en: `its directory and its members disagree about ${JSON.stringify(member.name)}`,
      zh: `目录和成员对 ${JSON.stringify(member.name)} 的说法不一致`,
    });
  const offset = member.header + localHeaderLength + member.name.length + view.getUint16(28, true);
  if (offset + member.length > source.size)
    throw damaged(source, {
      en: `its member ${JSON.stringify(member.name)} is cut off`,
      zh: `成员 ${JSON.stringify(member.name)} 被截断了`,
    });
  return offset;
}

/** The unpacked bytes of a member. Errors: `formats/archiveBomb` beyond `limit`, `formats/damagedArchive`. */
export async function readMember(source: ByteSource, member: ZipMember, limit: Bytes): Promise<Uint8Array> {
  const bomb = (cause?: unknown) => torchErrors.archiveBomb({ file: source.name, member: member.name, limit }, cause);
  if (member.size > limit || member.length > limit) throw bomb();
  const bytes = await source.read(await locateMember(source, member), member.length);
  if (!member.isCompressed) return bytes;
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.max(1, limit) });
  } catch (cause) {
    if (cause instanceof RangeError) throw bomb(cause);
    throw torchErrors.damagedArchive(
      {
        file: source.name,
        reason: { en: `${JSON.stringify(member.name)} does not unpack`, zh: `${JSON.stringify(member.name)} 解不开` },
      },
      cause,
    );
  }
}
