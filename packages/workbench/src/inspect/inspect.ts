import { DanfangError, defined } from "@danfang/domain";
import { type ByteSource, openFile, openHttp, type Safetensors, sniff, type TorchFile } from "@danfang/formats";
import type { Hashes } from "@danfang/library";
import { readPictureRecipe } from "@danfang/recipes";
import {
  identify,
  openCheckpoint,
  pipelineFolderOf,
  readCheckpoint,
  readModelSource,
  readUpscaler,
} from "@danfang/weights";
import { checkpointParts } from "./checkpoint-parts.ts";
import { inspectFolder } from "./inspect-folder.ts";
import { inspectGguf } from "./inspect-gguf.ts";
import { findingOf, type Inspection, inspectionOf } from "./inspection.ts";
import { placeOf } from "./places.ts";

const modelKinds: ReadonlySet<string> = new Set(["safetensors", "torchZip", "torchPickle", "torchTar"]);
const imageKinds: ReadonlySet<string> = new Set(["png", "jpeg", "webp", "avif", "heic", "jxl", "gif"]);
/** Pictures are read whole. */
const largestImage = 256 * 1024 * 1024;

type ModelFile = Safetensors | TorchFile;

/** How a file can be looked at. */
interface Look {
  /** Every look costs: neither what lies beside the file is read, nor all of it. */
  readonly isRemote: boolean;
  readonly sha256?: () => Promise<string>;
}

/** What the widths of a checkpoint are, or why it cannot be painted with. */
async function lookInside(path: string, file: ModelFile, look: Look): Promise<Pick<Inspection, "parts" | "findings">> {
  try {
    const checkpoint = look.isRemote ? readCheckpoint(path, file) : await openCheckpoint(path);
    return { parts: checkpointParts(checkpoint), findings: checkpoint.findings.map(findingOf) };
  } catch (error) {
    return { parts: {}, findings: [findingOf(error)] };
  }
}

const nothing = { findings: [] };

/** How many times as large it makes pictures, or why it cannot be used. */
function lookAtUpscaler(path: string, file: ModelFile): Pick<Inspection, "scale" | "findings"> {
  try {
    return { scale: readUpscaler(path, file).scale, findings: [] };
  } catch (error) {
    return { findings: [findingOf(error)] };
  }
}

async function inspectModel(path: string, file: ModelFile, look: Look): Promise<Inspection> {
  const identity = identify(file.tensors, file.metadata);
  const { kind } = identity;
  const place = placeOf(identity);
  const sha256 = await look.sha256?.();
  return {
    path,
    ...inspectionOf(identity),
    sizeBytes: file.source.size,
    ...("globals" in file ? { globals: file.globals.map((name) => name.replace(" ", ".")) } : {}),
    metadata: file.metadata,
    ...(sha256 === undefined ? {} : { hashes: { sha256, autoV2: sha256.slice(0, 10) } }),
    ...defined({ place }),
    ...(kind === "checkpoint"
      ? await lookInside(path, file, look)
      : kind === "upscaler"
        ? lookAtUpscaler(path, file)
        : nothing),
  };
}

async function inspectImage(path: string, kind: string, source: ByteSource): Promise<Inspection> {
  const image = { path, what: "image", kind, sizeBytes: source.size, safe: true } as const;
  if (source.size > largestImage) return { ...image, findings: [] };
  const { value, findings, infotext } = readPictureRecipe(await source.read(0, source.size), path);
  if (infotext === undefined) return { ...image, findings };
  return { ...image, recipe: value, metadata: { infotext }, findings };
}

async function lookAt(path: string, source: ByteSource, look: Look): Promise<Inspection> {
  const kind = await sniff(source);
  const sizeBytes = source.size;
  if (imageKinds.has(kind)) return inspectImage(path, kind, source);
  if (modelKinds.has(kind) || /\.(safetensors|ckpt|pt|pth|bin)($|\?)/i.test(path))
    return inspectModel(path, await readModelSource(source, look), look);
  const packed = kind === "gguf" ? await inspectGguf(path, source) : undefined;
  return packed ?? { path, what: "unknown", kind, sizeBytes, findings: [] };
}

/** Says what the file behind a source is. What is broken about it is a finding, not an error. */
export async function inspectSource(path: string, source: ByteSource, look: Look): Promise<Inspection> {
  try {
    return await lookAt(path, source, look);
  } catch (error) {
    const broken = { path, sizeBytes: source.size, findings: [findingOf(error)] };
    if (error instanceof DanfangError && error.code === "formats/unsafePickle")
      return { ...broken, what: "model", kind: "unknown", safe: false, globals: error.facts.globals as string[] };
    return { ...broken, what: "unknown" };
  }
}

/**
 * Says what a file, a pipeline's folder or a web address is. What is broken about it is a finding, not an error; of an
 * address only the header is fetched.
 *
 * Errors: `formats/fileMissing`, `formats/notAFile`, `formats/unreadable`, `formats/http…`.
 */
export async function inspect(path: string, hashes: Hashes): Promise<Inspection> {
  const folder = isUrl(path) ? undefined : await pipelineFolderOf(path);
  if (folder !== undefined)
    return inspectFolder(path, folder).catch((error) => ({ path, what: "unknown", findings: [findingOf(error)] }));
  const source = await (isUrl(path) ? openHttp(path) : openFile(path));
  const look = isUrl(path) ? { isRemote: true } : { isRemote: false, sha256: () => hashes.sha256(path) };
  try {
    return await inspectSource(path, source, look);
  } finally {
    await source.close();
  }
}

const isUrl = (path: string) => /^https?:\/\//i.test(path);
