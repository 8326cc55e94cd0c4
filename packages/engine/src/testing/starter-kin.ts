import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openFile, printSafetensors, readSafetensors, readTensor, type TensorBytes } from "@danfang/formats";
import { toyCheckpoint } from "../../goldens/networks/toy-checkpoint.ts";
import { starterFile } from "./starter.ts";

/** The starter model and its kin: see `goldens/pictures/kin.py`, which changes the same weights. */
export type Kin = "starter" | "inpainting" | "edit" | "refiner";

const first = "model.diffusion_model.input_blocks.0.0.weight";
const turned = ["model.diffusion_model.middle_block.", "cond_stage_model.transformer.text_model.final_layer_norm."];
const moreChannels = { inpainting: 5, edit: 4 };

/** Writes a checkpoint of a kind, and its configuration, into `folder`; the checkpoint's path comes back. */
export async function writeKin(kind: Kin, folder: string): Promise<string> {
  if (kind === "starter") return starterFile;
  const change = kind === "refiner" ? turnSigns : seeMore(kind);
  const source = await openFile(starterFile);
  const file = await readSafetensors(source);
  const tensors: TensorBytes[] = [];
  for (const [name, entry] of file.tensors)
    tensors.push(change({ name, dtype: entry.dtype, shape: entry.shape, data: await readTensor(file, entry) }));
  await source.close();
  const path = join(folder, `${kind}.safetensors`);
  await writeFile(path, printSafetensors(tensors));
  const channels = kind === "refiner" ? 4 : 4 + moreChannels[kind];
  const yaml = await readFile(starterFile.replace(".safetensors", ".yaml"), "utf8");
  await writeFile(join(folder, `${kind}.yaml`), yaml.replace("in_channels: 4", `in_channels: ${channels}`));
  return path;
}

/** Of 16-bit floats, the uppermost bit. */
function turnSigns(tensor: TensorBytes): TensorBytes {
  if (!turned.some((start) => tensor.name.startsWith(start))) return tensor;
  return { ...tensor, data: tensor.data.map((byte, i) => (i % 2 === 1 ? byte ^ 0x80 : byte)) };
}

const seeMore = (kind: keyof typeof moreChannels) => (tensor: TensorBytes) => {
  if (tensor.name !== first) return tensor;
  const [out = 0, own = 0, ...kernel] = tensor.shape;
  const more = moreChannels[kind];
  const added = toyTensor(kind, [out, more, ...kernel]);
  const row = (bytes: Uint8Array, i: number) =>
    bytes.subarray((i * bytes.length) / out, ((i + 1) * bytes.length) / out);
  const rows = Array.from({ length: out }, (_, i) => [row(tensor.data, i), row(added, i)]);
  return { ...tensor, shape: [out, own + more, ...kernel], data: new Uint8Array(Buffer.concat(rows.flat())) };
};

/** The bytes of one toy tensor in 16 bits. */
function toyTensor(kind: string, shape: readonly number[]): Uint8Array {
  const length = 2 * shape.reduce((product, size) => product * size);
  const tensors = { [first]: ["F16", shape, 0, -3] as const };
  return toyCheckpoint({ name: kind, checkpoint: { bytes: 0, sha256: "", tensors } }).slice(-length);
}
