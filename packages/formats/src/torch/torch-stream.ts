import type { Bytes, Reason } from "@danfang/domain";
import type { ByteSource } from "../byte-source.ts";
import { viewOf } from "../concat-bytes.ts";
import { torchErrors } from "./errors.ts";
import { unpickle } from "./pickle.ts";
import type { PickleMeanings } from "./pickle-machine.ts";
import type { PickleValue } from "./pickle-values.ts";
import { byteLength, type FoundStorages, findStorages, numberSize } from "./storages.ts";
import { torchMeanings } from "./torch-meanings.ts";
import { cutOff, largestPickle } from "./torch-zip.ts";

/** First of the five pickles. Source: torch `serialization.py`, MAGIC_NUMBER and PROTOCOL_VERSION. */
const magicNumber = 0x1950a86a20f9469cfc6cn;
const streamProtocol = 1001;

/** How much is read first; most descriptions fit. */
const firstWindow: Bytes = 2 ** 20;

/**
 * The format before torch 1.6: five pickles one after the other (magic number, protocol, the writer's system, the
 * object, the storages' keys), then each storage behind its count of numbers.
 *
 * `isRemote`: the counts are not compared, since every look would be a request. Errors: `formats/notTorch`,
 * `bigEndian`, `badPickle`, `badStorage`. Source: torch `serialization.py`, `_legacy_save`.
 */
export async function readTorchStream(source: ByteSource, names: Set<string>, isRemote = false): Promise<PickleValue> {
  const file = source.name;
  for (let window = firstWindow; ; window *= 4) {
    const bytes = await source.read(0, Math.min(window, source.size));
    const found: FoundStorages = new Map();
    const pickles = unpickleAll(source, bytes, findStorages(torchMeanings, found), names);
    if (pickles === "cut") {
      if (bytes.length === source.size || window >= largestPickle) throw cutOff(source, bytes.length);
      continue;
    }
    const { value, keys, end } = pickles;
    for (const key of keys) if (typeof key !== "string") throw torchErrors.notTorch({ file, looksLike: "torchPickle" });
    await placeStorages(source, found, keys as string[], end, isRemote);
    return value;
  }
}

interface Pickles {
  readonly value: PickleValue;
  readonly keys: readonly PickleValue[];
  /** Where the storages begin. */
  readonly end: Bytes;
}

function unpickleAll(
  source: ByteSource,
  bytes: Uint8Array,
  meanings: PickleMeanings,
  names: Set<string>,
): Pickles | "cut" {
  const file = source.name;
  const notTorch = () => torchErrors.notTorch({ file, looksLike: "torchPickle" });
  const values: PickleValue[] = [];
  let end = 0;
  for (let i = 0; i < 5; i++) {
    const read = unpickle(file, bytes, end, meanings, names);
    if (read === "cut") return "cut";
    values.push(read.value);
    end = read.end;
    if (i === 0 && read.value !== magicNumber) throw notTorch(); // some other program's pickle
  }
  const [, protocol, system, value = null, keys] = values;
  if (protocol !== streamProtocol || !Array.isArray(keys)) throw notTorch();
  if (system instanceof Map && system.get("little_endian") === false) throw torchErrors.bigEndian({ file });
  return { value, keys, end };
}

const countLength: Bytes = 8;

async function placeStorages(
  source: ByteSource,
  found: FoundStorages,
  keys: readonly string[],
  start: Bytes,
  isRemote: boolean,
): Promise<void> {
  let at = start;
  const placed = new Set<string>();
  for (const key of keys) {
    const bad = (reason: Reason) => torchErrors.badStorage({ file: source.name, storage: key, reason });
    const [first, ...others] = found.get(key) ?? [];
    if (!first) throw bad({ en: "nothing says of what type they are", zh: "没有说明数据类型" });
    if (placed.has(key)) throw bad({ en: "they are there twice", zh: "同样的数据出现了两次" });
    placed.add(key);
    if (others.some((other) => numberSize(other) !== numberSize(first)))
      throw bad({ en: "they are of two types", zh: "数据有两种类型" });
    const needed = Math.max(...[first, ...others].map((s) => s.start * numberSize(s) + byteLength(s)));
    const count = isRemote ? undefined : await readCount(source, at);
    const length = count === undefined ? needed : count * numberSize(first);
    if (length < needed) throw bad({ en: "some of them are missing", zh: "缺了一部分" });
    if (at + countLength + length > source.size)
      throw bad({ en: "the file ends before they do", zh: "数据还没完，文件就结束了" });
    for (const storage of [first, ...others]) storage.offset = at + countLength + storage.start * numberSize(storage);
    at += countLength + length;
  }
  for (const key of found.keys())
    if (!placed.has(key))
      throw torchErrors.badStorage({
        file: source.name,
        storage: key,
        reason: { en: "they are missing", zh: "数据不在文件里" },
      });
}

/** ∞ for a count that is no exact number: it fails where it is compared with the file's size. */
async function readCount(source: ByteSource, at: Bytes): Promise<number> {
  const count = Number(viewOf(await source.read(at, countLength)).getBigInt64(0, true));
  return Number.isSafeInteger(count) && count >= 0 ? count : Number.POSITIVE_INFINITY;
}
