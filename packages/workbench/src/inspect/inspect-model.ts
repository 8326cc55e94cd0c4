import { defined, type Finding } from "@danfang/domain";
import {
  type ByteSource,
  type GradedCall,
  readSafetensors,
  type Safetensors,
  type TorchFile,
  worstGrade,
} from "@danfang/formats";
import {
  type Identity,
  identify,
  openCheckpoint,
  packedError,
  readCheckpoint,
  readUpscaler,
  trainingTagsOf,
  triggerWordsOf,
} from "@danfang/weights";
import { checkpointParts } from "./checkpoint-parts.ts";
import { findingOf, type Inspection, inspectionOf } from "./inspection.ts";
import { kindFactsOf } from "./kind-facts.ts";
import type { Look } from "./look.ts";
import { missingParts } from "./missing-parts.ts";
import { placeOf } from "./places.ts";

export type ModelFile = Pick<Safetensors | TorchFile, "tensors" | "metadata" | "source">;
type Inside = Pick<Inspection, "parts" | "scale" | "findings">;

/** Tags of a training that are told: the first few say what it is about. */
const mostTags = 20;

/** What a .safetensors file is. Errors: `formats/…`. */
export async function inspectSafetensors(path: string, source: ByteSource, look: Look): Promise<Inspection> {
  const header = await readHeader(source);
  const isWhole = header.findings.length === 0;
  const inspection = await inspectTensors(path, header, isWhole ? look : { ...look, isRemote: true });
  return { ...inspection, sizeBytes: source.size, findings: [...header.findings, ...inspection.findings] };
}

interface FoundHeader extends ModelFile {
  readonly findings: readonly Finding[];
}

/** Of a file that is cut off, the header tells what it would be. Errors: `formats/…`. */
async function readHeader(source: ByteSource): Promise<FoundHeader> {
  try {
    return { ...(await readSafetensors(source)), findings: [] };
  } catch (error) {
    const { code, facts } = findingOf(error);
    const expected = Number(facts?.expected);
    if (code !== "formats/incomplete" || !Number.isSafeInteger(expected)) throw error;
    const whole = await readSafetensors({ ...source, size: expected }).catch(() => Promise.reject(error));
    return { ...whole, source, findings: [findingOf(error)] };
  }
}

/** What tensors are that were read some way; `calls` are those of their pickle. */
export async function inspectTensors(
  path: string,
  file: ModelFile,
  look: Look,
  calls: readonly GradedCall[] = [],
): Promise<Inspection> {
  const identity = identify(file.tensors, file.metadata);
  const { missing, findings } = missingParts(identity);
  const hashes = await look.hashes?.();
  const inside = worstGrade(calls) !== "harmless" ? { findings: [] } : await lookInside(path, identity, file, look);
  const triggerWords = triggerWordsOf(file.metadata);
  const tags = trainingTagsOf(file.metadata).slice(0, mostTags);
  return {
    path,
    ...inspectionOf(identity),
    sizeBytes: file.source.size,
    metadata: file.metadata,
    ...kindFactsOf(identity, file.tensors),
    ...defined({
      hashes,
      place: placeOf(identity),
      missing: missing.length > 0 ? missing : undefined,
      triggerWords: triggerWords.length > 0 ? triggerWords : undefined,
      tags: tags.length > 0 ? tags : undefined,
      tensors: look.withTensors ? [...file.tensors.values()].map(tensorLine) : undefined,
    }),
    ...inside,
    findings: [...inside.findings, ...findings],
  };
}

const tensorLine = ({ name, dtype, shape }: { name: string; dtype: string; shape: readonly number[] }) => ({
  name,
  dtype,
  shape,
});

/** Of a checkpoint it is said when that is opened. */
function packedIn(path: string, file: ModelFile): Finding[] {
  const packed = packedError(path, file.tensors.keys());
  return packed ? [findingOf(packed)] : [];
}

/** What else its tensors say, or why it cannot be used. */
async function lookInside(path: string, { kind }: Identity, file: ModelFile, look: Look): Promise<Inside> {
  try {
    if (kind === "upscaler") return { scale: readUpscaler(path, file).scale, findings: [] };
    if (kind !== "checkpoint") return { findings: packedIn(path, file) };
    const checkpoint = look.isRemote ? readCheckpoint(path, file) : await openCheckpoint(path);
    return { parts: checkpointParts(checkpoint), findings: checkpoint.findings.map(findingOf) };
  } catch (error) {
    return { ...(kind === "checkpoint" ? { parts: {} } : {}), findings: [findingOf(error)] };
  }
}
