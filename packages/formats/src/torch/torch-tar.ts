import { type Bytes, DanfangError } from "@danfang/domain";
import type { ByteSource } from "../byte-source.ts";
import { latin1Of } from "../concat-bytes.ts";
import { unpickle } from "./pickle.ts";
import { torchMeanings } from "./torch-meanings.ts";

/** A member of a tar archive. */
interface TarMember {
  readonly name: string;
  readonly size: Bytes;
  /** Where its bytes begin. */
  readonly offset: Bytes;
}

const block: Bytes = 512;
/** Far more than PyTorch wrote; headers lie all over the file, and each is a read. */
const mostMembers = 4096;

/** The members of a tar archive as far as they can be told; total. Source: POSIX.1-1988 ustar. */
async function readTarMembers(source: ByteSource): Promise<readonly TarMember[]> {
  const members: TarMember[] = [];
  for (let at = 0; at + block <= source.size && members.length < mostMembers; ) {
    const header = await source.read(at, block);
    const size = Number.parseInt(textAt(header, 124, 12), 8);
    if (textAt(header, 257, 5) !== "ustar" || !Number.isSafeInteger(size)) break;
    members.push({ name: textAt(header, 0, 100), size, offset: at + block });
    at += block + Math.ceil(size / block) * block;
  }
  return members;
}

/** Up to a zero byte. */
function textAt(header: Uint8Array, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return latin1Of(end < 0 ? field : field.subarray(0, end)).trim();
}

/** Of what PyTorch wrote before 2017. Source: torch 0.1.10, `serialization.py`, `legacy_load`. */
const pickles: ReadonlySet<string> = new Set(["sys_info", "pickle", "storages", "tensors"]);
const largestMember: Bytes = 16 * 2 ** 20;

/** Puts into `names` what the pickles of an archive ask for; broken ones tell what they ask for before they break. */
export async function collectTarNames(source: ByteSource, names: Set<string>): Promise<void> {
  for (const { name, size, offset } of await readTarMembers(source)) {
    if (!pickles.has(name.replace(/^\.\//, "")) && !/\.(?:pkl|pickle|pt|pth)$/.test(name)) continue;
    const bytes = await source.read(offset, Math.max(0, Math.min(size, largestMember, source.size - offset)));
    try {
      unpickle(source.name, bytes, 0, torchMeanings, names);
    } catch (error) {
      if (!(error instanceof DanfangError)) throw error;
    }
  }
}
