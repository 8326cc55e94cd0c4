import { createHash } from "node:crypto";
import { relative, sep } from "node:path";
import { pipelineFolderOf, readPipelineFolder } from "@danfang/weights";
import type { Hashes, ModelHashes } from "./hash.ts";

/** The files that hold a pipeline's weights: those that are painted with, in the order of their names. */
async function weightFilesOf(folder: string): Promise<string[]> {
  const { header } = await readPipelineFolder(folder);
  return [...new Set([...header.tensors.values()].flatMap(({ file }) => file ?? []))].sort();
}

/** One digest of several: it changes with any of them and with what they are called. */
function digestOf(folder: string, digests: readonly (readonly [file: string, digest: string])[]): string {
  const lines = digests.map(([file, digest]) => `${digest}  ${relative(folder, file).split(sep).join("/")}\n`);
  return createHash("sha256").update(lines.join("")).digest("hex");
}

/** AUTOMATIC1111's oldest hash has so many digits; it knows no folders, and there the newer one is cut. */
const oldDigits = 8;

/**
 * Hashes of files, and of pipelines' folders that diffusers saved: a checkpoint is then a set of files, and its hash that
 * of all their hashes and names, as `sha256sum` prints them. Each file's own is remembered; of a folder nothing is.
 *
 * Errors: those of the files; `weights/badConfiguration`.
 */
export function withFolders(files: Hashes): Hashes {
  const watchers: ((path: string, sha256: string) => void)[] = [];
  /** Undefined where one of the files has none. */
  async function ofFolder(folder: string, of: (file: string) => Promise<string | undefined>) {
    const digests: (readonly [string, string])[] = [];
    for (const file of await weightFilesOf(folder)) {
      const digest = await of(file);
      if (digest === undefined) return undefined;
      digests.push([file, digest]);
    }
    return digests.length > 0 ? digestOf(folder, digests) : undefined;
  }
  async function sha256(path: string, signal?: AbortSignal): Promise<string> {
    const folder = await pipelineFolderOf(path);
    const digest = folder && (await ofFolder(folder, (file) => files.sha256(file, signal)));
    if (digest === undefined) return files.sha256(path, signal);
    for (const learn of watchers) learn(path, digest);
    return digest;
  }
  return {
    sha256,
    async known(path) {
      const folder = await pipelineFolderOf(path);
      return folder ? ofFolder(folder, files.known) : files.known(path);
    },
    async tensorSha256(path, signal) {
      return (await pipelineFolderOf(path)) ? sha256(path, signal) : files.tensorSha256(path, signal);
    },
    async all(path, signal): Promise<ModelHashes> {
      if (!(await pipelineFolderOf(path))) return files.all(path, signal);
      const digest = await sha256(path, signal);
      return { sha256: digest, tensorSha256: digest, autoV1: digest.slice(0, oldDigits) };
    },
    renamed: files.renamed,
    watch(learn) {
      watchers.push(learn);
      files.watch(learn);
    },
  };
}
