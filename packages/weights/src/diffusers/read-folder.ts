import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { weightsErrors } from "../errors.ts";
import type { LdmConfig } from "../ldm-config.ts";
import { type ModelHeader, readModelHeader } from "../model-header.ts";
import { type PipelineFile, parseJson, parsePipelineConfig } from "./pipeline-config.ts";
import { type DiffusersParts, joinParts } from "./to-ldm-names.ts";

/** Bytes. An index of shards lists every tensor of a model: some hundred kilobytes. */
const largestJson = 4_000_000;

/** File names of a part's weights, the best first: whole before half precision before shards. */
const whole = [
  "diffusion_pytorch_model.safetensors",
  "model.safetensors",
  "diffusion_pytorch_model.fp16.safetensors",
  "model.fp16.safetensors",
];
const shardIndex = /^(diffusion_pytorch_model|model)\.safetensors\.index(\.fp16)?\.json$/;

const Index = z.object({ weight_map: z.record(z.string(), z.string()) });

/** Where a pipeline lies, if `path` is one: the folder itself, or the `model_index.json` in it. */
export async function pipelineFolderOf(path: string): Promise<string | undefined> {
  const folder = basename(path) === "model_index.json" ? dirname(path) : path;
  const index = await stat(join(folder, "model_index.json")).catch(() => undefined);
  return index?.isFile() ? folder : undefined;
}

async function readText(file: string): Promise<string> {
  const { size } = await stat(file);
  if (size > largestJson) throw weightsErrors.badConfiguration({ file, fault: `${size} bytes are no configuration` });
  return readFile(file, "utf8");
}

/** The files that hold a part's weights; none where the pipeline has no such part. */
async function weightFilesOf(folder: string): Promise<string[]> {
  const present = new Set(await readdir(folder).catch(() => []));
  const single = whole.find((name) => present.has(name));
  if (single !== undefined) return [join(folder, single)];
  const index = [...present].find((name) => shardIndex.test(name));
  if (index === undefined) return [];
  const file = join(folder, index);
  const shards = new Set(Object.values(parseJson(Index, await readText(file), file).weight_map));
  for (const shard of shards)
    if (!/^[\w.-]+\.safetensors$/.test(shard))
      throw weightsErrors.badConfiguration({ file, fault: `"${shard}" is no name of a file beside it` });
  return [...shards].map((shard) => join(folder, shard));
}

async function readPart(folder: string) {
  const entries = [];
  for (const file of await weightFilesOf(folder))
    for (const entry of (await readModelHeader(file)).tensors.values()) entries.push({ ...entry, file });
  return entries;
}

const configFiles: Readonly<Record<PipelineFile, string>> = {
  unet: "unet/config.json",
  scheduler: "scheduler/scheduler_config.json",
  vae: "vae/config.json",
  text_encoder: "text_encoder/config.json",
};

/**
 * A pipeline that diffusers saved as a folder (`unet/`, `vae/`, `text_encoder/` …), as the header of one LDM checkpoint
 * whose tensors lie in several files, and what its JSON files say.
 *
 * Errors: `formats/…`, `weights/badConfiguration`.
 */
export async function readPipelineFolder(folder: string): Promise<{ header: ModelHeader; config: LdmConfig }> {
  const [unet, vae, text_encoder, text_encoder_2] = await Promise.all(
    ["unet", "vae", "text_encoder", "text_encoder_2"].map((part) => readPart(join(folder, part))),
  );
  const parts = { unet, vae, text_encoder, text_encoder_2 } as DiffusersParts;
  const texts: Partial<Record<PipelineFile, { text: string; file: string }>> = {};
  for (const [part, name] of Object.entries(configFiles) as [PipelineFile, string][]) {
    const file = join(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile()) texts[part] = { text: await readText(file), file };
  }
  return { header: { metadata: {}, tensors: joinParts(parts) }, config: parsePipelineConfig(texts) };
}
