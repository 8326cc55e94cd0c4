import { type ByteSource, isPictureKind, openFile, openHttp, sniff } from "@danfang/formats";
import type { Hashes } from "@danfang/library";
import { readPictureFile, readPictureSource } from "@danfang/recipes";
import { pipelineFolderOf } from "@danfang/weights";
import { inspectFindings } from "./findings.ts";
import { inspectNumpy, inspectZip } from "./inspect-archive.ts";
import { inspectFolder } from "./inspect-folder.ts";
import { inspectGguf } from "./inspect-gguf.ts";
import { inspectSafetensors } from "./inspect-model.ts";
import { inspectPickle, inspectTorch } from "./inspect-torch.ts";
import { findingOf, type Inspection } from "./inspection.ts";
import { isUrl } from "./is-url.ts";
import type { InspectWishes, Look } from "./look.ts";
import { inspectNoModel, isModelName, unfinishedName } from "./no-model.ts";
import { withModelBeside } from "./sidecar.ts";

const torchKinds: ReadonlySet<string> = new Set(["torchZip", "torchPickle", "torchTar"]);

/** What it says in words, or the text beside it does. */
async function inspectImage(path: string, kind: string, source: ByteSource, look: Look): Promise<Inspection> {
  const image = { path, what: "image", kind, sizeBytes: source.size, safe: true } as const;
  const { value, findings, infotext } = await (look.isRemote ? readPictureSource(source) : readPictureFile(path));
  if (infotext === undefined) return { ...image, findings };
  return { ...image, recipe: value, metadata: { infotext }, findings };
}

/** Names of files that programs unpickle. */
const isPickleName = (path: string) => /\.(?:pkl|pickle|joblib|ckpt|pt|pth|bin|dat)$/i.test(path);

async function lookAt(path: string, source: ByteSource, look: Look): Promise<Inspection> {
  const kind = await sniff(source);
  if (isPictureKind(kind)) return inspectImage(path, kind, source, look);
  if (torchKinds.has(kind)) return inspectTorch(path, source, look);
  if (kind === "npz" || kind === "npy") return inspectNumpy(path, kind, source, look);
  if (kind === "zip" && !look.isInside) return inspectZip(path, source, look, inspectSource);
  const other = kind === "gguf" ? await inspectGguf(path, source) : await inspectNoModel(path, kind, source);
  if (other) return other;
  const pickle = kind === "unknown" && isPickleName(path) ? await inspectPickle(path, source, "pickle") : undefined;
  if (pickle) return pickle;
  if (kind === "safetensors" || isModelName(path)) return inspectSafetensors(path, source, look);
  return { path, what: "unknown", kind, sizeBytes: source.size, findings: [] };
}

/** Says what the file behind a source is. What is broken about it is a finding, not an error. */
export async function inspectSource(path: string, source: ByteSource, look: Look): Promise<Inspection> {
  const unfinished = unfinishedName(path);
  const waiting = unfinished ? [inspectFindings.unfinishedDownload({ suffix: unfinished.suffix })] : [];
  try {
    const inspection = await (unfinished
      ? lookAt(unfinished.name, source, { isRemote: true })
      : lookAt(path, source, look));
    return { ...inspection, path, findings: [...waiting, ...inspection.findings] };
  } catch (error) {
    return { path, what: "unknown", sizeBytes: source.size, findings: [...waiting, findingOf(error)] };
  }
}

/**
 * Says what a file, a pipeline's folder or a web address is. What is broken about it is a finding, not an error; of an
 * address only the header is fetched.
 *
 * Errors: `formats/fileMissing`, `formats/notAFile`, `formats/unreadable`, `formats/http…`.
 */
export async function inspect(path: string, hashes: Hashes, wishes: InspectWishes = {}): Promise<Inspection> {
  const folder = isUrl(path) ? undefined : await pipelineFolderOf(path);
  if (folder !== undefined)
    return inspectFolder(path, folder).catch((error) => ({ path, what: "unknown", findings: [findingOf(error)] }));
  const source = await (isUrl(path) ? openHttp(path) : openFile(path));
  const { withTensors = false } = wishes;
  const look = isUrl(path)
    ? { isRemote: true, withTensors }
    : { isRemote: false, withTensors, hashes: async () => hashesOf(path, hashes, wishes) };
  try {
    const inspection = await inspectSource(path, source, look);
    return look.isRemote ? inspection : await withModelBeside(inspection);
  } finally {
    await source.close();
  }
}

/** Digits that AUTOMATIC1111 and hubs show of each. */
const autoV2Digits = 10;
const autoV3Digits = 12;

async function hashesOf(path: string, hashes: Hashes, { withHashes = false, isOneOfMany = false }: InspectWishes) {
  if (isOneOfMany && !withHashes) return undefined;
  if (!withHashes) {
    const sha256 = await hashes.sha256(path);
    return { sha256, autoV2: sha256.slice(0, autoV2Digits) };
  }
  const { sha256, autoV1, tensorSha256 } = await hashes.all(path);
  return { sha256, autoV1, autoV2: sha256.slice(0, autoV2Digits), autoV3: tensorSha256.slice(0, autoV3Digits) };
}
