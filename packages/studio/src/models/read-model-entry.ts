import { createHash } from "node:crypto";
import { basename } from "node:path";
import { DanfangError, defined, type ListedKind, type ModelEntry, problemOf } from "@danfang/domain";
import { openFile, scanSafetensors, sniff } from "@danfang/formats";
import type { ModelFile } from "@danfang/library";
import {
  type Family,
  familyNames,
  identify,
  identifyTable,
  type ModelHeader,
  openCheckpoint,
  openEmbedding,
  pipelineFolderOf,
  readCheckpoint,
  readLdmYaml,
  readModelHeader,
  readModelSource,
  readUpscaler,
  triggerWordsOf,
} from "@danfang/weights";
import { modelsErrors } from "../problems/models-errors.ts";

/** What a file says of itself. */
interface FileFacts
  extends Pick<
    ModelEntry,
    "family" | "precision" | "nativeSize" | "textWidth" | "problem" | "triggerWords" | "baseModel" | "title"
  > {
  /** What a LoRA's trainer called it; prompts may too. */
  readonly alias?: string;
  /** Whether a checkpoint brings its VAE along. */
  readonly isVaeBaked?: boolean;
}
type Facts = FileFacts;

const unknown: Facts = { family: familyNames.unknown, precision: "unknown" };

/** Stable for as long as the path is. */
export const modelId = (path: string): string => createHash("sha256").update(path).digest("hex").slice(0, 16);

/** Undefined for a picture among embeddings that is only a picture. */
async function readFacts(path: string, kind: ListedKind): Promise<Facts | undefined> {
  if (kind === "embedding" && /\.(png|webp|avif|jxl)$/i.test(path)) return readEmbeddingPicture(path);
  if (kind === "checkpoint" && (await pipelineFolderOf(path)) !== undefined) return readCheckpointFacts(path);
  const { metadata, identity, header } = await readIdentity(path, kind);
  const facts = { family: familyNames[identity.family], precision: identity.precision };
  const isOther = identity.kind !== "unknown" && identity.kind !== kind;
  if (isOther && !(kind === "vae" && identity.vae === "baked"))
    return { ...facts, problem: bodyOf(modelsErrors.otherKind({ file: basename(path), kind, found: identity.kind })) };
  if (kind === "lora") return { ...facts, ...loraFacts(metadata) };
  if (kind === "upscaler" && identity.kind === "upscaler" && header) readUpscaler(path, header);
  if (kind !== "checkpoint") return facts;
  return readCheckpointFacts(path, header).catch((error) => ({ ...facts, problem: bodyOf(error) }));
}

/** What a file is. Of kinds whose tensors nobody else asks for, a header is only scanned: `header` is not there. */
async function readIdentity(path: string, kind?: ListedKind) {
  if (kind === "checkpoint" || kind === "upscaler") return identified(await readModelHeader(path));
  const source = await openFile(path);
  try {
    if ((await sniff(source)) !== "safetensors") return identified(await readModelSource(source));
    const { metadata, table } = await scanSafetensors(source);
    return { metadata, identity: identifyTable(table, metadata), header: undefined };
  } finally {
    await source.close();
  }
}

/** What a file is and how it is built, by its header alone; undefined for a picture that is no embedding. */
export async function readPlaced(
  path: string,
): Promise<{ readonly kind: string; readonly architecture?: string } | undefined> {
  if (/\.(png|webp|avif|jxl)$/i.test(path)) return (await openEmbedding(path)) && { kind: "embedding" };
  const { identity } = await readIdentity(path);
  return { kind: identity.kind, ...defined({ architecture: identity.architecture }) };
}

const identified = (header: ModelHeader) => ({
  metadata: header.metadata,
  identity: identify(header.tensors, header.metadata),
  header,
});

function loraFacts(metadata: ModelHeader["metadata"]): Partial<Facts> {
  const triggerWords = triggerWordsOf(metadata);
  const baseModel = metadata["modelspec.architecture"] || metadata.ss_base_model_version;
  return {
    ...(triggerWords.length > 0 ? { triggerWords } : {}),
    ...(metadata.ss_output_name ? { alias: metadata.ss_output_name } : {}),
    ...(metadata["modelspec.title"] ? { title: metadata["modelspec.title"] } : {}),
    ...(baseModel ? { baseModel } : {}),
  };
}

/** Of a file or a pipeline's folder that can be painted with. */
async function readCheckpointFacts(path: string, header?: ModelHeader): Promise<Facts> {
  const checkpoint = header ? readCheckpoint(path, header, await readLdmYaml(path)) : await openCheckpoint(path);
  const { identity, nativeSize, text, vae } = checkpoint;
  return {
    family: familyNames[identity.family],
    precision: identity.precision,
    nativeSize,
    textWidth: text.reduce((sum, { layout }) => sum + layout.width, 0),
    isVaeBaked: vae !== undefined,
  };
}

const familyOfWidth: Readonly<Record<number, Family>> = { 768: "sd1", 1024: "sd2", 1280: "sdxl", 2048: "sdxl" };

async function readEmbeddingPicture(path: string): Promise<Facts | undefined> {
  const embedding = await openEmbedding(path);
  return embedding && { family: familyNames[familyOfWidth[embedding.width] ?? "unknown"], precision: "fp32" };
}

/** With its facts: it is told in other languages too. */
function bodyOf(error: unknown): NonNullable<ModelEntry["problem"]> {
  const { facts = {}, ...problem } = problemOf(error);
  return { ...problem, facts: { ...facts } };
}

/** A file as the studio lists it by its header alone. */
export type FileEntry = ModelEntry & FileFacts;

/** A file that is to be read, and where it was found. */
export interface EntryOrder extends Pick<ModelFile, "path" | "name" | "stem"> {
  readonly kind: ListedKind;
  readonly folder: string;
  readonly sizeBytes: number;
  readonly isStarter: boolean;
}

/** What is broken about a file is its `problem`; undefined for what is no model at all, as a preview among embeddings. */
export async function readModelEntry({ path, ...place }: EntryOrder): Promise<FileEntry | undefined> {
  const facts = await readFacts(path, place.kind).catch((error): Facts => {
    if (!(error instanceof DanfangError) && (error as NodeJS.ErrnoException).code === undefined) throw error;
    return { ...unknown, problem: bodyOf(error) };
  });
  return facts && { id: modelId(path), ...place, ...facts };
}
