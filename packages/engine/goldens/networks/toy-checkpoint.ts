import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The toy checkpoints that have goldens in this folder. */
export const toyNames = [
  "two-levels",
  "sd15-tenth",
  "linear-projections",
  "inpainting",
  "instruct-pix2pix",
  "middle-attention",
  "ninety-six",
] as const;
export type ToyName = (typeof toyNames)[number];

/** [dtype, shape, centre, amplitude] as toy_weights.py explains it, or [dtype, shape, "range"]. */
type ToyTensor =
  | readonly ["F32" | "F16" | "BF16", readonly number[], number, number]
  | readonly ["I64", readonly number[], "range"];

/** A checkpoint that needs no file: its tensors are functions of its name and theirs. */
export interface ToyWeights {
  readonly name: string;
  readonly checkpoint: {
    readonly bytes: number;
    readonly sha256: string;
    readonly tensors: Readonly<Record<string, ToyTensor>>;
  };
}

export interface ToyManifest extends ToyWeights {
  readonly name: ToyName;
  readonly about: string;
  readonly outputs: Readonly<Record<string, { readonly std: number; readonly float32Error: number }>>;
  /** Mean and standard deviation after each block of the UNet for `unet.square`. */
  readonly trace: Readonly<Record<string, readonly [mean: number, std: number]>>;
}

/** The files of a case: what the networks answered (`.safetensors`), the LDM config (`.yaml`) and the manifest (`.json`). */
export const toyFile = (name: ToyName, kind: "json" | "yaml" | "safetensors"): string =>
  join(import.meta.dirname, `${name}.${kind}`);

export const readToyManifest = async (name: ToyName): Promise<ToyManifest> =>
  JSON.parse(await readFile(toyFile(name, "json"), "utf8"));

/** Writes `<name>.safetensors` and `<name>.yaml` into `folder`, as WebUI users have them; the checkpoint's path comes back. */
export async function writeToyCheckpoint(name: ToyName, folder: string): Promise<string> {
  const checkpoint = join(folder, `${name}.safetensors`);
  await writeFile(checkpoint, toyCheckpoint(await readToyManifest(name)));
  await writeFile(join(folder, `${name}.yaml`), await readFile(toyFile(name, "yaml")));
  return checkpoint;
}

/** The checkpoint's bytes, made from the manifest alone; the same bytes, to the last, as toy_weights.py makes. */
export function toyCheckpoint(manifest: ToyWeights): Uint8Array<ArrayBuffer> {
  const tensors = Object.entries(manifest.checkpoint.tensors);
  let offset = 0;
  const places = tensors.map(([name, [dtype, shape]]) => {
    const start = offset;
    offset += count(shape) * width[dtype];
    return [name, { dtype, shape, data_offsets: [start, offset] }] as const;
  });
  const text = JSON.stringify(Object.fromEntries(places));
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + length + offset);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(length), true);
  bytes.set(new TextEncoder().encode(text.padEnd(length)), 8);
  for (const [i, [name, tensor]] of tensors.entries())
    writeTensor(view, 8 + length + places[i]![1].data_offsets[0]!, `${manifest.name}/${name}`, tensor);
  return bytes;
}

const width = { I64: 8, F32: 4, BF16: 2, F16: 2 };
const bitsOf = { F32: 16, F16: 8, BF16: 7 };
const count = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);

function writeTensor(
  view: DataView,
  start: number,
  seedText: string,
  [dtype, shape, centre, amplitude]: ToyTensor,
): void {
  const n = count(shape);
  if (dtype === "I64") {
    for (let i = 0; i < n; i++) view.setBigInt64(start + 8 * i, BigInt(i), true);
    return;
  }
  const bits = bitsOf[dtype];
  const step = 2 ** (amplitude! - bits + 1);
  const seed = fnv1a(seedText);
  for (let i = 0; i < n; i++) {
    const value = centre + ((mix(seed + Math.imul(i, 0x9e3779b9)) >>> (32 - bits)) - 2 ** (bits - 1)) * step;
    if (dtype === "F32") view.setFloat32(start + 4 * i, value, true);
    else view.setUint16(start + 2 * i, dtype === "BF16" ? float32Bits(value) >>> 16 : exactHalf(value), true);
  }
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

function mix(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return h ^ (h >>> 15);
}

const word = new DataView(new ArrayBuffer(4));
function float32Bits(value: number): number {
  word.setFloat32(0, value);
  return word.getUint32(0);
}

/** The half-precision bits of a value that has some: nothing is rounded. */
function exactHalf(value: number): number {
  const bits = float32Bits(value);
  const sign = (bits >>> 16) & 0x8000;
  if (Math.abs(value) < 2 ** -14) return sign | (Math.abs(value) * 2 ** 24);
  return sign | (((bits & 0x7fffffff) >>> 13) - (112 << 10));
}
