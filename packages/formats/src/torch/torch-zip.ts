import type { Bytes, Reason } from "@danfang/domain";
import type { ByteSource } from "../byte-source.ts";
import { torchErrors } from "./errors.ts";
import { unpickle } from "./pickle.ts";
import type { PickleValue } from "./pickle-values.ts";
import { byteLength, type FoundStorages, findStorages } from "./storages.ts";
import { torchMeanings } from "./torch-meanings.ts";
import { localHeaderLength, locateMember, readMember, readZipDirectory, type ZipMember } from "./zip.ts";

/** The description of a checkpoint with two thousand tensors has 1 MB. */
export const largestPickle: Bytes = 64 * 2 ** 20;
/** One that spells its numbers out lies in the file as it is: it cannot be longer than the file. */
const largestSpelled: Bytes = 2 ** 31 - 1;

/** What torch writes below its one folder, today and in newer versions; folders of their own come from other packers. */
const knownMember =
  /^(?:data\/\w+|version|byteorder|\.data\/serialization_id|\.format_version|\.storage_alignment|data\.pkl|(?:data\/|\.data\/)?)$/;

/**
 * A PyTorch archive (torch ≥ 1.6): one pickle, and beside it the storages, uncompressed.
 *
 * `isRemote`: storages are placed by the archive's directory alone, since every look at one would be a request; sizes
 * and names are right, offsets may not be. Errors: `formats/damagedArchive`, `strangeMember`, `archiveBomb`,
 * `compressedTensors`, `torchScript`, `bigEndian`, `notTorch`, `badPickle`, `badStorage`. Source: torch
 * `serialization.py`, `_save`.
 */
export async function readTorchZip(source: ByteSource, names: Set<string>, isRemote = false): Promise<PickleValue> {
  const members = await readZipDirectory(source);
  const folder = folderOf(source, members);
  const member = (name: string) => members.get(folder + name);
  const order = member("byteorder");
  if (order && !/^little/.test(Buffer.from(await readMember(source, order, 64)).toString("latin1")))
    throw torchErrors.bigEndian({ file: source.name });

  const description = member("data.pkl")!;
  const limit = description.isCompressed ? largestPickle : largestSpelled;
  const pickle = await readMember(source, description, limit);
  const found: FoundStorages = new Map();
  const read = unpickle(source.name, pickle, 0, findStorages(torchMeanings, found), names);
  if (read === "cut") throw cutOff(source, pickle.length);
  if (read.end !== pickle.length)
    throw torchErrors.badPickle({
      file: source.name,
      reason: { en: "more follows after its end", zh: "结尾之后还有内容" },
      at: read.end,
    });
  for (const [key, storages] of found) {
    const data = member(`data/${key}`);
    const bad = (reason: Reason) => torchErrors.badStorage({ file: source.name, storage: key, reason });
    if (!data) throw bad({ en: "they are missing", zh: "数据不在文件里" });
    if (data.isCompressed) throw torchErrors.compressedTensors({ file: source.name, member: data.name });
    const offset = isRemote ? guessOffset(data) : await locateMember(source, data);
    for (const storage of storages) {
      if (byteLength(storage) > data.length) throw bad({ en: "some of them are missing", zh: "缺了一部分" });
      storage.offset = offset;
    }
  }
  return read.value;
}

export const cutOff = (source: ByteSource, at: Bytes) =>
  torchErrors.badPickle({ file: source.name, reason: { en: "it ends too early", zh: "结束得太早" }, at });

/** Without the extra field that only the local header tells of. */
const guessOffset = ({ header, name }: ZipMember): Bytes => header + localHeaderLength + name.length;

/** The one folder that everything is in, with its slash; empty where there is none. */
function folderOf(source: ByteSource, members: ReadonlyMap<string, ZipMember>): string {
  const file = source.name;
  const pickles = [...members.keys()].filter((name) => /^(?:[^/]+\/)?data\.pkl$/.test(name));
  const [pickle] = pickles;
  if (pickle === undefined) throw torchErrors.notTorch({ file, looksLike: "zip" });
  const folder = pickle.slice(0, -"data.pkl".length);
  for (const name of members.keys()) {
    const inside = name.startsWith(folder) ? name.slice(folder.length) : undefined;
    if (inside === "constants.pkl" || inside?.startsWith("code/")) throw torchErrors.torchScript({ file });
    if (inside === undefined || !knownMember.test(inside)) throw torchErrors.strangeMember({ file, member: name });
  }
  return folder;
}
