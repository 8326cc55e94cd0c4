import type { Bytes } from "@danfang/domain";
import type { ByteSource } from "../byte-source.ts";
import { decodeText } from "../files/decode-text.ts";
import { type DirectoryEntry, readDirectoryEntries, type ZipMember } from "../torch/zip.ts";

/** A file in somebody's archive. */
export interface ListedMember {
  /** As a person reads it; UTF-8, or what a Chinese Windows wrote. */
  readonly name: string;
  readonly size: Bytes;
  /** How to get at its bytes; undefined where it is encrypted, or packed in a way that is not known here. */
  readonly member: ZipMember | undefined;
}

export interface ZipListing {
  /** Files, not folders; at most {@link mostListed}. */
  readonly members: readonly ListedMember[];
  /** How many more there are. */
  readonly left: number;
}

const mostListed = 2000;

/**
 * What is in a zip archive, by its directory: two or three short reads from its end. Errors: `formats/damagedArchive` and
 * those of the source.
 */
export async function listZip(source: ByteSource): Promise<ZipListing> {
  const entries = await readDirectoryEntries(source);
  const files = entries.filter(({ name }) => !name.endsWith("/"));
  return { members: files.slice(0, mostListed).map(listed), left: Math.max(0, files.length - mostListed) };
}

function listed({ name, size, length, header, packing, nameBytes }: DirectoryEntry): ListedMember {
  const isCompressed = packing === "deflated";
  const isPlain = packing !== "other" && (isCompressed || size === length);
  return {
    name: decodeText(nameBytes)?.text ?? name,
    size,
    member: isPlain ? { name, size, length, header, isCompressed } : undefined,
  };
}
