import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readTextFile, sourceErrors } from "@danfang/formats";
import { z } from "zod";
import { configurationText } from "../configuration-text.ts";
import { weightsErrors } from "../errors.ts";
import { parseJson } from "./pipeline-config.ts";

/** Bytes. An index of shards lists every tensor of a model: some hundred kilobytes. */
const largestJson = 4_000_000;

const Index = z.object({ weight_map: z.record(z.string(), z.string()) });

/** One way in which a part's weights are there. */
interface Candidate {
  /** The file of weights, or the index of its shards. */
  readonly name: string;
  readonly isIndex: boolean;
  readonly isSafetensors: boolean;
  /** `fp16`, `non_ema` …; empty for the weights that are loaded when nobody asks for a variant. */
  readonly variant: string;
}

/** `variant` stands before the suffix; before or behind `index` where there are shards, by the age of the program. */
const pattern =
  /^(?:diffusion_pytorch_model|pytorch_model|model)(?:\.(\w+))??\.(safetensors|bin)((?:\.(\w+))?\.index(?:\.(\w+))?\.json)?$/;

function candidateOf(name: string): Candidate | undefined {
  const [found, before, suffix, index, middle, behind] = pattern.exec(name) ?? [];
  if (found === undefined) return undefined;
  const variant = before ?? middle ?? behind ?? "";
  return { name, isIndex: index !== undefined, isSafetensors: suffix === "safetensors", variant };
}

/** Half precision is the variant that people fetch alone; others, such as `non_ema`, are for training. */
const rankOfVariant = (variant: string) => (variant === "" ? 0 : variant === "fp16" ? 1 : 2);

/** Errors: `formats/fileMissing`, `weights/badConfiguration`; those of a file that cannot be read (`files/…`). */
export async function readText(file: string): Promise<string> {
  const text = configurationText(await readTextFile(file, largestJson), file);
  if (text === undefined) throw sourceErrors.fileMissing({ file });
  return text;
}

/** Names of the files that an index spreads the weights over. Errors: `weights/badConfiguration`. */
async function shardsOf(file: string): Promise<string[]> {
  const shards = new Set(Object.values(parseJson(Index, await readText(file), file).weight_map));
  for (const shard of shards)
    if (!/^[\w.-]+\.(safetensors|bin)$/.test(shard))
      throw weightsErrors.badConfiguration({
        file,
        fault: {
          en: `"${shard.slice(0, 100)}" is not the name of a file beside it`,
          zh: `「${shard.slice(0, 100)}」不是旁边文件的名字`,
        },
      });
  return [...shards];
}

/** The weights of one part of a pipeline. */
export interface ChosenWeights {
  /** What was chosen: `diffusion_pytorch_model.fp16.safetensors`, or the name of an index. */
  readonly name: string;
  /** What else there was to choose. */
  readonly others: readonly string[];
  /** Paths of the files that hold them. */
  readonly files: readonly string[];
}

/**
 * Chooses among the weights in a part's folder as diffusers and transformers do when nothing is asked for: without a
 * variant before `fp16` before any other, `.safetensors` before `.bin`; of a UNet or VAE the shards before one file, of a
 * text encoder one file before the shards. What is not there completely comes last. Undefined where there are none.
 *
 * Errors: `weights/badConfiguration`. Source: diffusers `ModelMixin.from_pretrained`, transformers
 * `PreTrainedModel.from_pretrained`.
 */
export async function chooseWeights(folder: string, prefers: "shards" | "oneFile"): Promise<ChosenWeights | undefined> {
  const present = new Set(await readdir(folder).catch((): string[] => []));
  const candidates = [...present].sort().flatMap((name) => candidateOf(name) ?? []);
  const rank = ({ variant, isSafetensors, isIndex }: Candidate) =>
    rankOfVariant(variant) * 4 + (isSafetensors ? 0 : 2) + (isIndex === (prefers === "shards") ? 0 : 1);
  candidates.sort((a, b) => rank(a) - rank(b));
  let first: ChosenWeights | undefined;
  for (const { name, isIndex } of candidates) {
    const names = isIndex ? await shardsOf(join(folder, name)) : [name];
    const others = candidates.flatMap((other) => (other.name === name ? [] : [other.name]));
    const chosen = { name, others, files: names.map((file) => join(folder, file)) };
    if (names.every((file) => present.has(file))) return chosen;
    first ??= chosen;
  }
  return first;
}
