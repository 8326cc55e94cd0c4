import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { printSafetensors, type TensorBytes } from "@danfang/formats";
import type { Checkpoint, TensorScope, UnetLayout } from "@danfang/weights";
import { printStateDict } from "./print-state-dict.ts";

/** LDM's name of a part → diffusers'. */
const resnetParts: Readonly<Record<string, string>> = {
  "in_layers.0": "norm1",
  "in_layers.2": "conv1",
  "emb_layers.1": "time_emb_proj",
  "out_layers.0": "norm2",
  "out_layers.3": "conv2",
  skip_connection: "conv_shortcut",
};
const fixed: Readonly<Record<string, string>> = {
  "time_embed.0": "time_embedding.linear_1",
  "time_embed.2": "time_embedding.linear_2",
  "label_emb.0.0": "add_embedding.linear_1",
  "label_emb.0.2": "add_embedding.linear_2",
  "out.0": "conv_norm_out",
  "out.2": "conv_out",
};

/** Where diffusers keeps each module of a UNet: LDM path → diffusers path. */
function unetPaths({ input, output }: UnetLayout): Map<string, string> {
  const paths = new Map([
    ["input_blocks.0.0", "conv_in"],
    ["middle_block.0", "mid_block.resnets.0"],
    ["middle_block.1", "mid_block.attentions.0"],
    ["middle_block.2", "mid_block.resnets.1"],
  ]);
  const walk = (blocks: UnetLayout["input"], half: "down" | "up") => {
    let block = 0;
    let index = 0;
    for (const modules of blocks) {
      for (const { kind, path } of modules) {
        const base = `${half}_blocks.${block}`;
        if (kind === "res") paths.set(path, `${base}.resnets.${index}`);
        if (kind === "transformer") paths.set(path, `${base}.attentions.${index}`);
        if (kind === "down") paths.set(`${path}.op`, `${base}.downsamplers.0.conv`);
        if (kind === "up") paths.set(`${path}.conv`, `${base}.upsamplers.0.conv`);
      }
      index++;
      if (!modules.some(({ kind }) => kind === "down" || kind === "up")) continue;
      block++;
      index = 0;
    }
  };
  walk(input.slice(1), "down");
  walk(output, "up");
  return paths;
}

function unetName(name: string, paths: ReadonlyMap<string, string>): string {
  const [, head = "", tail] = /^(.+)\.(weight|bias)$/.exec(name) ?? [];
  if (fixed[head]) return `${fixed[head]}.${tail}`;
  for (const [ldm, diffusers] of paths) {
    if (head === ldm) return `${diffusers}.${tail}`;
    if (!head.startsWith(`${ldm}.`)) continue;
    const inner = head.slice(ldm.length + 1);
    return `${diffusers}.${resnetParts[inner] ?? inner}.${tail}`;
  }
  throw new Error(`no place for ${name}`);
}

/** As what a pipeline's weights are saved. */
export type PipelineFormat = "safetensors" | "bin" | "shards";

async function writePart(
  folder: string,
  { scope, stem, format }: { scope: TensorScope; stem: string; format: PipelineFormat },
  rename: (name: string) => string,
): Promise<void> {
  const bytes = await readFile(scope.file);
  const tensors = scope.names().map((name): TensorBytes => {
    const { dtype, shape, offset, length } = scope.tensor(name);
    const data = bytes.subarray(offset, offset + length);
    if (name !== "text_projection") return { name: rename(name), dtype, shape, data };
    const [rows = 0, columns = 0] = shape; // OpenCLIP multiplies from the right, diffusers from the left
    return { name: `${name}.weight`, dtype, shape: [columns, rows], data: transposed(data, rows, columns) };
  });
  if (format === "safetensors") return writeFile(join(folder, `${stem}.safetensors`), printSafetensors(tensors));
  const name = stem === "model" ? "pytorch_model" : stem;
  if (format === "bin") return writeFile(join(folder, `${name}.fp16.bin`), printStateDict(tensors));
  const half = tensors.length >> 1;
  const shards = [tensors.slice(0, half), tensors.slice(half)].map(
    (part, i) => [`${name}-0000${i + 1}-of-00002.bin`, part] as const,
  );
  for (const [file, part] of shards) await writeFile(join(folder, file), printStateDict(part));
  const map = shards.flatMap(([file, part]) => part.map((tensor) => [tensor.name, file] as const));
  await writeFile(join(folder, `${name}.bin.index.json`), JSON.stringify({ weight_map: Object.fromEntries(map) }));
}

/** Of 16-bit numbers. */
function transposed(data: Uint8Array, rows: number, columns: number): Uint8Array {
  const from = new Uint16Array(new Uint8Array(data).buffer);
  const to = new Uint16Array(from.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) to[j * rows + i] = from[i * columns + j]!;
  return new Uint8Array(to.buffer);
}

/**
 * Writes a checkpoint of the XL family, stored in 16 bits, as the folder that diffusers would save: a file for each part,
 * and a scheduler that says it predicts v. The VAE stays under LDM's names: nothing here looks into it.
 */
export async function writePipeline(
  checkpoint: Checkpoint,
  folder: string,
  format: PipelineFormat = "safetensors",
): Promise<string> {
  const paths = unetPaths(checkpoint.unet.layout);
  const parts = ["unet", "vae", "text_encoder", "text_encoder_2", "scheduler"];
  for (const part of parts) await mkdir(join(folder, part), { recursive: true });
  const stem = "diffusion_pytorch_model";
  const unet = { scope: checkpoint.unet.tensors, stem, format };
  await writePart(join(folder, "unet"), unet, (name) => unetName(name, paths));
  await writePart(join(folder, "vae"), { scope: checkpoint.vae!, stem, format }, (name) => name);
  for (const [i, { tensors }] of checkpoint.text.entries()) {
    const part = i === 0 ? "text_encoder" : "text_encoder_2";
    const text = { scope: tensors, stem: "model", format };
    await writePart(join(folder, part), text, (name) => `text_model.${name}`);
  }
  await writeFile(join(folder, "model_index.json"), '{"_class_name": "StableDiffusionXLPipeline"}');
  await writeFile(join(folder, "scheduler/scheduler_config.json"), `{"prediction_type": "v_prediction"}`);
  return folder;
}
