/**
 * Measures a VAE of Stable Diffusion's size, with made-up weights, in one piece and in tiles:
 *
 *     node packages/engine/src/tiling/tiled-vae.bench.ts whole|tiles SIDE
 *
 * SIDE is the picture's, in pixels. Prints seconds and peak memory of the process; with `both`, also how far the two
 * pictures are apart. docs/performance.md has one run.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFile, readSafetensors } from "@danfang/formats";
import { type TensorScope, tensorScope } from "@danfang/weights";
import { buildVaeDecoder } from "../graph/vae.ts";
import { openOrt } from "../runtime/ort.ts";
import { float32 } from "../runtime/runtime.ts";
import { decodeInTiles } from "./tiled-vae.ts";

const widths = [128, 256, 512, 512];

/** Names and shapes of a VAE's decoder. */
function decoderShapes(): Map<string, number[]> {
  const shapes = new Map<string, number[]>();
  const conv = (name: string, from: number, to: number, kernel: number) =>
    shapes.set(`${name}.weight`, [to, from, kernel, kernel]).set(`${name}.bias`, [to]);
  const norm = (name: string, width: number) => shapes.set(`${name}.weight`, [width]).set(`${name}.bias`, [width]);
  const block = (name: string, from: number, to: number) => {
    norm(`${name}.norm1`, from);
    conv(`${name}.conv1`, from, to, 3);
    norm(`${name}.norm2`, to);
    conv(`${name}.conv2`, to, to, 3);
    if (from !== to) conv(`${name}.nin_shortcut`, from, to, 1);
  };
  conv("post_quant_conv", 4, 4, 1);
  conv("decoder.conv_in", 4, 512, 3);
  for (const n of [1, 2]) block(`decoder.mid.block_${n}`, 512, 512);
  norm("decoder.mid.attn_1.norm", 512);
  for (const name of ["q", "k", "v", "proj_out"]) conv(`decoder.mid.attn_1.${name}`, 512, 512, 1);
  let width = 512;
  for (const [level, next] of [...widths.entries()].reverse()) {
    for (const n of [0, 1, 2]) block(`decoder.up.${level}.block.${n}`, n === 0 ? width : next, next);
    if (level > 0) conv(`decoder.up.${level}.upsample.conv`, next, next, 3);
    width = next;
  }
  norm("decoder.norm_out", 128);
  conv("decoder.conv_out", 128, 3, 3);
  return shapes;
}

async function writeVae(file: string): Promise<void> {
  const header: Record<string, unknown> = {};
  const parts: Float32Array[] = [];
  let offset = 0;
  for (const [name, shape] of decoderShapes()) {
    const length = shape.reduce((a, b) => a * b, 1);
    const size = shape.length === 1 ? 0.1 : Math.sqrt(3 / (length / (shape[0] ?? 1)));
    const centre = shape.length === 1 && name.endsWith("weight") ? 1 : 0;
    parts.push(Float32Array.from({ length }, (_, i) => centre + size * Math.sin(i * 12.9898 + offset) * 1.4));
    header[name] = { dtype: "F32", shape, data_offsets: [offset, offset + 4 * length] };
    offset += 4 * length;
  }
  const text = JSON.stringify(header);
  const head = Buffer.alloc(8 + Math.ceil(text.length / 8) * 8, " ");
  head.writeBigUInt64LE(BigInt(head.length - 8));
  head.write(text, 8);
  await writeFile(file, Buffer.concat([head, ...parts.map((part) => Buffer.from(part.buffer))]));
}

async function openVae(file: string): Promise<TensorScope> {
  const source = await openFile(file);
  const { tensors } = await readSafetensors(source).finally(() => source.close());
  return tensorScope(file, tensors.values());
}

async function measure(how: string, side: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "danfang-bench-"));
  const file = join(folder, "vae.safetensors");
  await writeVae(file);
  const vae = await openVae(file);
  const cells = side / 8;
  const latent = {
    shape: [1, 4, cells, cells],
    data: Float32Array.from({ length: 4 * cells * cells }, (_, i) => Math.sin(i * 0.37) + Math.sin(i * i)),
  };
  const runtime = openOrt({ backend: "cpu" });
  const ways: Record<string, () => Promise<Float32Array>> = {
    tiles: async () => (await decodeInTiles(runtime, vae, latent)).data,
    whole: async () => {
      const session = await runtime.open(buildVaeDecoder(vae), { activations: "kept" });
      const { image } = await session.run({ latent: float32(latent.shape, latent.data) }, ["image"]);
      await session.close();
      return image!;
    },
  };
  const before = process.memoryUsage.rss();
  const images: Float32Array[] = [];
  for (const [name, decode] of Object.entries(ways)) {
    if (how !== "both" && how !== name) continue;
    const start = performance.now();
    images.push(await decode());
    const seconds = (performance.now() - start) / 1000;
    const peak = (process.resourceUsage().maxRSS * 1024 - before) / 2 ** 30;
    process.stdout.write(`${name} ${side}×${side}: ${seconds.toFixed(1)} s, ${peak.toFixed(2)} GiB more at the peak\n`);
  }
  const [one, two] = images;
  if (one && two) {
    const worst = one.reduce((most, value, i) => Math.max(most, Math.abs(value - two[i]!)), 0);
    const deviation = Math.sqrt(two.reduce((sum, value) => sum + value * value, 0) / two.length);
    process.stdout.write(`largest difference: ${(worst / deviation).toExponential(1)} of the standard deviation\n`);
  }
  await rm(folder, { recursive: true });
}

await measure(process.argv[2] ?? "both", Number(process.argv[3] ?? 512));
