import { mkdir, open, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { embedding, esrgan, type Layout, sd1, sd1Lora, sd1WithoutVae, sdxl, sdxlLora, vae } from "./layouts.ts";

/**
 * Plants a collector's library of as many files as asked, with true headers and no weights (sparse files), in the layouts
 * of four programs, with sidecars and previews:
 * `node scripts/library/plant-library.ts --into FOLDER [--files 50000] [--seed 1]`. Prints its mix and the headers' mean.
 */
const { values } = parseArgs({
  options: {
    into: { type: "string" },
    files: { type: "string", default: "50000" },
    seed: { type: "string", default: "1" },
  },
});
if (values.into === undefined) throw new Error("--into FOLDER is missing");
const into = values.into;
const files = Number(values.files);

/** Numbers from 0 to 1, the same for the same seed. Source: mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const random = randomFrom(Number(values.seed));
function pick<T>(from: readonly T[]): T {
  const chosen = from[Math.floor(random() * from.length)];
  if (chosen === undefined) throw new Error("there is nothing to pick");
  return chosen;
}

/** Roots of four programs, and where each keeps a kind. */
const programs = [
  {
    root: "stable-diffusion-webui",
    checkpoint: "models/Stable-diffusion",
    lora: "models/Lora",
    vae: "models/VAE",
    embedding: "embeddings",
    upscaler: "models/ESRGAN",
  },
  {
    root: "stable-diffusion-webui-forge",
    checkpoint: "models/Stable-diffusion",
    lora: "models/Lora",
    vae: "models/VAE",
    embedding: "embeddings",
    upscaler: "models/ESRGAN",
  },
  {
    root: "ComfyUI",
    checkpoint: "models/checkpoints",
    lora: "models/loras",
    vae: "models/vae",
    embedding: "models/embeddings",
    upscaler: "models/upscale_models",
  },
  {
    root: "danfang",
    checkpoint: "models/Stable-diffusion",
    lora: "models/Lora",
    vae: "models/VAE",
    embedding: "models/embeddings",
    upscaler: "models/ESRGAN",
  },
] as const;
type Kind = Exclude<keyof (typeof programs)[number], "root">;

interface Species {
  readonly name: string;
  readonly kind: Kind;
  /** Of a thousand files. */
  readonly share: number;
  readonly layouts: readonly [Layout, ...Layout[]];
  readonly base: string;
}
/** What collectors have: four LoRAs of five files, since they are small. */
const species: readonly [Species, ...Species[]] = [
  { name: "SD 1.5 LoRA", kind: "lora", share: 400, layouts: [sd1Lora(16), sd1Lora(32), sd1Lora(128)], base: "SD 1.5" },
  { name: "SDXL LoRA", kind: "lora", share: 300, layouts: [sdxlLora(8), sdxlLora(32)], base: "Illustrious" },
  { name: "SD 1.5 checkpoint", kind: "checkpoint", share: 90, layouts: [sd1], base: "SD 1.5" },
  { name: "SD 1.5 checkpoint without VAE", kind: "checkpoint", share: 20, layouts: [sd1WithoutVae], base: "SD 1.5" },
  { name: "SDXL checkpoint", kind: "checkpoint", share: 60, layouts: [sdxl], base: "SDXL 1.0" },
  { name: "VAE", kind: "vae", share: 20, layouts: [vae], base: "SD 1.5" },
  {
    name: "embedding",
    kind: "embedding",
    share: 100,
    layouts: [embedding(2), embedding(8), embedding(75)],
    base: "SD 1.5",
  },
  { name: "upscaler", kind: "upscaler", share: 10, layouts: [esrgan], base: "Upscaler" },
];

const makers = [
  "Ink Fox",
  "墨狐",
  "kohya",
  "雪落无声",
  "Lumen",
  "Ōkami",
  "猫头鹰工坊",
  "R3D",
  "Petit Four",
  "山海",
] as const;
const things = [
  "dream",
  "anime",
  "photo",
  "ink",
  "水墨",
  "赛博朋克",
  "国风",
  "watercolor",
  "armor",
  "cyber",
  "cat",
  "城市",
  "portrait",
  "汉服",
] as const;
const words = [
  "masterpiece",
  "1girl",
  "solo",
  "long hair",
  "smile",
  "looking at viewer",
  "outdoors",
  "blush",
  "sky",
  "dress",
] as const;

/** A frequency of tags, as trainers write it: tens of thousands of characters. */
function tagFrequency(): string {
  const tags = Object.fromEntries(
    Array.from({ length: 300 + Math.floor(random() * 1200) }, (_, i) => [
      `${pick(words)} ${i}`,
      1 + Math.floor(random() * 90),
    ]),
  );
  return JSON.stringify({ "10_concept": { [pick(things)]: 100, ...tags } });
}

const bytesPerValue = 2;
function printHeader(layout: Layout, metadata: Readonly<Record<string, string>>): { header: Buffer; size: number } {
  let offset = 0;
  const entries: Record<string, unknown> = { __metadata__: metadata };
  for (const [name, shape] of layout) {
    const length = bytesPerValue * shape.reduce((a, b) => a * b, 1);
    entries[name] = { dtype: "F16", shape, data_offsets: [offset, offset + length] };
    offset += length;
  }
  const json = Buffer.from(JSON.stringify(entries));
  const padded = Buffer.concat([json, Buffer.alloc((8 - (json.length % 8)) % 8, 0x20)]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return { header: Buffer.concat([length, padded]), size: 8 + padded.length + offset };
}

/** A transparent pixel. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

async function plant(number: number, { kind, layouts, base }: Species): Promise<number> {
  const program = pick(programs);
  const maker = pick(makers);
  const title = `${pick(things)} ${pick(things)} ${number} v${1 + (number % 9)}`;
  const stem = title.replaceAll(" ", pick([" ", "_", "-"]));
  const path = join(into, program.root, program[kind], maker, `${stem}.safetensors`);
  const metadata: Record<string, string> = { format: "pt", "modelspec.title": title };
  if (kind === "lora") {
    metadata.ss_output_name = stem;
    metadata.ss_tag_frequency = tagFrequency();
  }
  const { header, size } = printHeader(pick(layouts), metadata);
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, "w");
  await file.write(header);
  await file.truncate(size);
  await file.close();
  const beside = path.slice(0, -".safetensors".length);
  if (random() < 0.6) await writeFile(`${beside}.preview.png`, png);
  if (random() < 0.4)
    await writeFile(
      `${beside}.civitai.info`,
      JSON.stringify({
        id: number,
        modelId: number * 3,
        name: `v${1 + (number % 9)}`,
        baseModel: base,
        trainedWords: [pick(words), pick(things)],
        description: "<p>text</p>".repeat(200),
        model: { name: title },
        files: [{ hashes: { SHA256: number.toString(16).padStart(64, "0").toUpperCase() } }],
      }),
    );
  if (random() < 0.15)
    await writeFile(
      `${beside}.json`,
      JSON.stringify({ "activation text": pick(words), notes: maker, "preferred weight": 0.8 }),
    );
  return header.length;
}

const total = species.reduce((sum, { share }) => sum + share, 0);
function speciesFor(draw: number): Species {
  let left = draw * total;
  for (const one of species) {
    left -= one.share;
    if (left < 0) return one;
  }
  return species[0];
}

const counts = new Map<string, number>();
let headerBytes = 0;
for (let number = 0; number < files; number++) {
  const one = speciesFor(random());
  headerBytes += await plant(number, one);
  counts.set(one.name, (counts.get(one.name) ?? 0) + 1);
}
for (const [name, count] of counts) process.stdout.write(`${count}\t${name}\n`);
process.stdout.write(
  `mean header ${Math.round(headerBytes / files / 1000)} kB; roots: ${programs.map(({ root }) => join(into, root)).join(" ")}\n`,
);
