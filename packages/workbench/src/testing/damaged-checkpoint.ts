import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { starter } from "./starter.ts";

export interface HeaderEntry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}
export type Header = Record<string, HeaderEntry>;

/** A copy of the starter in `folder`, with its `.yaml`, after something was done to its header or its data. */
export async function damagedStarter(
  folder: string,
  name: string,
  damage: (header: Header, data: Uint8Array) => void,
): Promise<string> {
  const bytes = await readFile(starter.checkpoint);
  const length = Number(bytes.readBigUInt64LE());
  const header: Header = JSON.parse(bytes.subarray(8, 8 + length).toString());
  const data = bytes.subarray(8 + length);
  damage(header, data);
  const text = Buffer.from(JSON.stringify(header));
  const start = Buffer.alloc(8);
  start.writeBigUInt64LE(BigInt(text.length));
  const file = join(folder, `${name}.safetensors`);
  await writeFile(file, Buffer.concat([start, text, data]));
  await copyFile(starter.yaml, join(folder, `${name}.yaml`));
  return file;
}

/** Gives a tensor another name, so that it is missing under its own and the file stays well formed. */
export function rename(header: Header, tensor: string, name: string): void {
  const entry = header[tensor];
  if (!entry) throw new Error(`the starter has no ${tensor}`);
  delete header[tensor];
  header[name] = entry;
}

/** Overwrites the first value of an fp16 tensor with NaN. */
export function poison(header: Header, data: Uint8Array, tensor: string): void {
  const entry = header[tensor];
  if (entry?.dtype !== "F16") throw new Error(`the starter has no fp16 ${tensor}`);
  data.set([0x00, 0x7e], entry.data_offsets[0]);
}
