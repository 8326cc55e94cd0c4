import type { Finding } from "@danfang/domain";
import {
  type ByteSource,
  bytesSource,
  type ListedMember,
  listZip,
  locateMember,
  type NumpyFile,
  readMember,
  readNpy,
  readNpz,
  sliceSource,
  worstGrade,
} from "@danfang/formats";
import { inspectFindings } from "./findings.ts";
import { inspectTensors } from "./inspect-model.ts";
import { inspectTorch, verdictOf } from "./inspect-torch.ts";
import type { Inspection } from "./inspection.ts";
import type { Look } from "./look.ts";

/** Members that are looked into; of others the name and the size are told. */
const mostOpened = 200;
/** Packed members are unpacked in memory: each of them, and all together. */
const largestUnpacked = 32 * 2 ** 20;
const mostUnpacked = 128 * 2 ** 20;

/** Says what a file is that is inside another one. */
export type InspectInside = (name: string, source: ByteSource, look: Look) => Promise<Inspection>;

/** What a zip archive is, and what each file in it is; archives inside of it stay closed. Errors: `formats/…`. */
export async function inspectZip(
  path: string,
  source: ByteSource,
  look: Look,
  inspectInside: InspectInside,
): Promise<Inspection> {
  const { members, left } = await listZip(source);
  if (members.some(({ name }) => /^(?:[^/]+\/)?data\.pkl$/.test(name))) return inspectTorch(path, source, look);
  const found = await openAll(source, members, look, inspectInside);
  const closed = found.filter(({ kind }) => kind === "packed").length;
  const findings: Finding[] = [
    inspectFindings.archiveToUnpack({ format: "zip" }),
    ...(closed > 0 ? [inspectFindings.packedMembers({ count: closed })] : []),
    ...(left > 0 ? [inspectFindings.moreMembers({ count: left })] : []),
  ];
  const calls = found.flatMap(({ inspection }) => inspection?.calls ?? []);
  const danger = calls.length > 0 ? verdictOf(path, { calls, problem: undefined }) : { findings: [] };
  const contents = found.map(({ inspection, kind, name, sizeBytes }) => {
    const base = inspection?.family === "unknown" ? undefined : inspection?.baseModel;
    return base === undefined ? { name, sizeBytes, kind } : { name, sizeBytes, kind, baseModel: base };
  });
  const about = { path, what: "unknown", kind: "zip", sizeBytes: source.size, contents } as const;
  return { ...about, ...danger, findings: [...danger.findings, ...findings] };
}

interface Opened {
  readonly name: string;
  readonly sizeBytes: number;
  readonly kind: string;
  readonly inspection?: Inspection;
}

async function openAll(
  source: ByteSource,
  members: readonly ListedMember[],
  look: Look,
  inspectInside: InspectInside,
): Promise<Opened[]> {
  const opened: Opened[] = [];
  const inside: Look = { isRemote: true, isInside: true };
  let unpacked = 0;
  for (const [i, listed] of members.entries()) {
    const { name, size, member } = listed;
    const isTooMuch =
      member?.isCompressed && (look.isRemote || size > largestUnpacked || unpacked + size > mostUnpacked);
    if (!member || i >= mostOpened || isTooMuch) {
      opened.push({ name, sizeBytes: size, kind: "packed" });
      continue;
    }
    if (member.isCompressed) unpacked += size;
    const bytes = member.isCompressed
      ? bytesSource(await readMember(source, member, largestUnpacked), name)
      : sliceSource(source, name, await locateMember(source, member), member.length);
    const inspection = await inspectInside(name, bytes, inside);
    opened.push({ name, sizeBytes: size, kind: inspection.kind ?? "unknown", inspection });
  }
  return opened;
}

/** What numpy's files hold: a network of MLX, an array, or a pickle. Errors: `formats/…`. */
export async function inspectNumpy(
  path: string,
  kind: "npz" | "npy",
  source: ByteSource,
  look: Look,
): Promise<Inspection> {
  const file = kind === "npz" ? await readNpz(source) : await readNpy(source);
  const verdict =
    file && file.calls.length > 0 ? verdictOf(path, { calls: file.calls, problem: undefined }) : undefined;
  const inspection = file && file.tensors.size > 0 ? await inspectArrays(path, source, file, look) : undefined;
  const plain = { path, what: "unknown", kind, sizeBytes: source.size, findings: [] } as const;
  const { findings } = inspection ?? plain;
  const isDangerous = file !== undefined && worstGrade(file.calls) !== "harmless";
  return {
    ...plain,
    ...inspection,
    ...verdict,
    findings: [...(isDangerous ? (verdict?.findings ?? []) : []), ...findings],
  };
}

async function inspectArrays(path: string, source: ByteSource, file: NumpyFile, look: Look): Promise<Inspection> {
  const inspection = await inspectTensors(
    path,
    { tensors: file.tensors, metadata: {}, source },
    { ...look, isRemote: true },
  );
  const isModel = inspection.kind !== "unknown";
  return { ...inspection, findings: isModel ? [inspectFindings.otherRuntime({ program: "MLX, NumPy" })] : [] };
}
