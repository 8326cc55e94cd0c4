import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ToyName, type ToyWeights, toyCheckpoint } from "../networks/toy-checkpoint.ts";

/** One network of a case: its file, and how it is laid over the checkpoint. */
export interface ToyLora {
  readonly name: string;
  readonly strengths: readonly [unet: number, text: number];
  readonly dyn?: number;
  readonly tensors: ToyWeights["checkpoint"]["tensors"];
}

export interface LoraCase {
  readonly checkpoint: ToyName;
  /** How far each part's answer moves, relative to its standard deviation. A part that is not here is not changed. */
  readonly moved: { readonly unet?: number; readonly text?: number };
  readonly networks: readonly ToyLora[];
}

/** What the reference answered: `<case>.unet` for `unet.square`, `<case>.text` the first tokens of clip skip 1. */
export const loraGoldens = join(import.meta.dirname, "lora.safetensors");

export const readLoraCases = async (): Promise<Readonly<Record<string, LoraCase>>> =>
  JSON.parse(await readFile(join(import.meta.dirname, "lora.json"), "utf8")).cases;

/** Writes a network's file; its path comes back. */
export async function writeToyLora({ name, tensors }: ToyLora, folder: string): Promise<string> {
  const file = join(folder, `${name}.safetensors`);
  await writeFile(file, toyCheckpoint({ name, checkpoint: { bytes: 0, sha256: "", tensors } }));
  return file;
}
