import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { LdmConfig } from "../ldm-config.ts";
import { type ModelHeader, readModelHeader } from "../model-header.ts";
import { chooseWeights, readText } from "./choose-weights.ts";
import { type PipelineFile, parsePipelineConfig, parseTextKind } from "./pipeline-config.ts";
import { type DiffusersParts, joinParts } from "./to-ldm-names.ts";

/** Where a pipeline lies, if `path` is one: the folder itself, or the `model_index.json` in it. */
export async function pipelineFolderOf(path: string): Promise<string | undefined> {
  const folder = basename(path) === "model_index.json" ? dirname(path) : path;
  const index = await stat(join(folder, "model_index.json")).catch(() => undefined);
  return index?.isFile() ? folder : undefined;
}

/** How each part's library looks for its files. */
const partFolders = { unet: "shards", vae: "shards", text_encoder: "oneFile", text_encoder_2: "oneFile" } as const;
type Part = keyof typeof partFolders;

async function readPart(folder: string, part: Part) {
  const chosen = await chooseWeights(join(folder, part), partFolders[part]);
  const entries = [];
  for (const file of chosen?.files ?? [])
    for (const entry of (await readModelHeader(file)).tensors.values()) entries.push({ ...entry, file });
  return { part, chosen, entries };
}

const configFiles: Readonly<Record<PipelineFile, string>> = {
  unet: "unet/config.json",
  scheduler: "scheduler/scheduler_config.json",
  vae: "vae/config.json",
  text_encoder: "text_encoder/config.json",
};

/** A pipeline's folder as one checkpoint. */
export interface PipelineFolder {
  /** Of the LDM checkpoint that it could have been saved as; its tensors lie in several files. */
  readonly header: ModelHeader;
  /** What its JSON files say. */
  readonly config: LdmConfig;
  /** By part, the weights that were taken and those that were not, relative to the folder. */
  readonly weights: Readonly<Record<string, { readonly name: string; readonly others: readonly string[] }>>;
}

/**
 * A pipeline that diffusers saved as a folder (`unet/`, `vae/`, `text_encoder/` …), whether as `.safetensors` or as
 * PyTorch's `.bin`, in one file or in shards.
 *
 * Errors: `formats/…`, `weights/badConfiguration`.
 */
export async function readPipelineFolder(folder: string): Promise<PipelineFolder> {
  const read = await Promise.all((Object.keys(partFolders) as Part[]).map((part) => readPart(folder, part)));
  const parts = Object.fromEntries(read.map(({ part, entries }) => [part, entries])) as unknown as DiffusersParts;
  const weights = Object.fromEntries(
    read.flatMap(({ part, chosen }) =>
      chosen
        ? [[part, { name: `${part}/${chosen.name}`, others: chosen.others.map((name) => `${part}/${name}`) }]]
        : [],
    ),
  );
  const texts: Partial<Record<PipelineFile, { text: string; file: string }>> = {};
  for (const [part, name] of Object.entries(configFiles) as [PipelineFile, string][]) {
    const file = join(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile()) texts[part] = { text: await readText(file), file };
  }
  return {
    header: { metadata: {}, tensors: joinParts(parts, parseTextKind(texts.text_encoder)) },
    config: parsePipelineConfig(texts),
    weights,
  };
}
