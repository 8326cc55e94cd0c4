import { constants, inflateRawSync } from "node:zlib";
import { type ByteSource, bytesSource } from "../byte-source.ts";
import { sliceSource } from "../slice-source.ts";
import { byteLengthOf } from "../tensors/dtype.ts";
import type { TensorEntry } from "../tensors/tensor-entry.ts";
import type { GradedCall } from "../torch/danger.ts";
import { surveyPickle } from "../torch/survey-torch.ts";
import { locateMember, readMember, type ZipMember } from "../torch/zip.ts";
import { largestNpyHeader, type NpyHeader, parseNpyHeader } from "./npy.ts";
import { type ListedMember, listZip } from "./zip-listing.ts";

/** What numpy's files hold: arrays, and pickles where the arrays are of Python's objects. */
export interface NumpyFile {
  readonly tensors: ReadonlyMap<string, TensorEntry>;
  readonly calls: readonly GradedCall[];
}

/** Compressed bytes that surely hold a header; unpacked, they are at most a thousand times as many. */
const packedHeader = 4096;
const mostUnpacked = 8 * 2 ** 20;
const largestPickle = 16 * 2 ** 20;

/** An array by itself. Undefined where it is none. Errors: those of the source. */
export async function readNpy(source: ByteSource): Promise<NumpyFile | undefined> {
  const header = parseNpyHeader(await source.read(0, Math.min(source.size, largestNpyHeader)));
  return header && withArray("array", header, source, 0);
}

/** The arrays of a .npz file, named as in it. Errors: `formats/damagedArchive`, `archiveBomb`, those of the source. */
export async function readNpz(source: ByteSource): Promise<NumpyFile> {
  const { members } = await listZip(source);
  const tensors = new Map<string, TensorEntry>();
  const names = new Map<string, GradedCall>();
  for (const listed of members.filter(({ name }) => name.endsWith(".npy"))) {
    const found = await readArray(source, listed);
    for (const [name, entry] of found?.tensors ?? []) tensors.set(name, entry);
    for (const call of found?.calls ?? []) names.set(call.name, call);
  }
  return { tensors, calls: [...names.values()] };
}

async function readArray(source: ByteSource, { name, member }: ListedMember): Promise<NumpyFile | undefined> {
  if (!member) return undefined;
  const array = name.slice(0, -".npy".length);
  const offset = await locateMember(source, member);
  const start = await source.read(
    offset,
    Math.min(member.length, member.isCompressed ? packedHeader : largestNpyHeader),
  );
  const header = parseNpyHeader(member.isCompressed ? unpackStart(start) : start);
  if (!header) return undefined;
  if (!member.isCompressed) return withArray(array, header, sliceSource(source, name, offset, member.length), offset);
  return header.dtype === "object" ? packedObjects(source, member, header) : withArray(array, header, source, 0);
}

const packedObjects = async (source: ByteSource, member: ZipMember, { dataOffset }: NpyHeader): Promise<NumpyFile> => ({
  tensors: new Map(),
  calls: await surveyPickle(bytesSource(await readMember(source, member, largestPickle)), dataOffset),
});

/** What the first bytes of a packed member unpack to; empty where they are damaged. */
function unpackStart(bytes: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: mostUnpacked });
  } catch (error) {
    if (error instanceof RangeError || (error instanceof Error && "code" in error)) return new Uint8Array();
    throw error;
  }
}

async function withArray(name: string, header: NpyHeader, source: ByteSource, offset: number): Promise<NumpyFile> {
  const { dtype, shape, dataOffset } = header;
  if (dtype === "object") return { tensors: new Map(), calls: await surveyPickle(source, dataOffset) };
  const length = dtype && byteLengthOf(dtype, shape);
  if (dtype === undefined || length === undefined) return { tensors: new Map(), calls: [] };
  return { tensors: new Map([[name, { name, dtype, shape, offset: offset + dataOffset, length }]]), calls: [] };
}
