/**
 * What the real sizes take, on random weights; one question a run, so that the peak memory is that question's own.
 *
 *     node packages/workbench/src/bench/full-size.bench.ts --what strength|switch|decode|encode|xl [--pixels 2048] [--threads 2]
 *
 * `strength`: from an order to its first step, with a LoRA's strength as before, with another for the UNet, and for the
 * text encoder too, in turn; by the clock, and in processor time, which other programs lengthen less. `switch`: two
 * checkpoints of SD 1.5's size in turn, loaded. `decode`, `encode`: SD 1.5's VAE and a picture of so many pixels on a side.
 * `xl`: one guided step of SD XL and the decode. Files (2 to 7 GB) are written into the temporary folder and kept there.
 */
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Engine, openLocalEngine, openOrt, type PaintOrder } from "@danfang/engine";
import { type TensorStream, writeSafetensors } from "@danfang/formats";
import { type LdmWidths, ldmTensors, sd15Widths, sdxlWidths } from "@danfang/weights";
import { median } from "./median.ts";
import { writeSyntheticCheckpoint } from "./synthetic-checkpoint.ts";

const { values: options } = parseArgs({
  options: {
    what: { type: "string", default: "strength" },
    pixels: { type: "string", default: "2048" },
    threads: { type: "string", default: "2" },
    rounds: { type: "string", default: "5" },
  },
});
const pixels = Number(options.pixels);
const folder = join(tmpdir(), "danfang-full-size");
const say = (text: string) => process.stdout.write(`${text}\n`);
const gibibytes = (bytes: number) => (bytes / 2 ** 30).toFixed(2);
const peak = () => `peak ${gibibytes(process.resourceUsage().maxRSS * 1024)} GiB`;

async function checkpointOf(name: string, widths: LdmWidths): Promise<string> {
  const file = join(folder, `${name}.safetensors`);
  if (!existsSync(file)) await writeSyntheticCheckpoint(file, widths);
  return file;
}

const rank = 32;

/** A LoRA over every matrix of the UNet's transformers and of the text encoder. */
async function loraFile(): Promise<string> {
  const file = join(folder, `lora-${rank}.safetensors`);
  if (existsSync(file)) return file;
  const small = (values: number) => Float16Array.from({ length: values }, (_, i) => Math.sin(i * 1.7) * 0.01);
  const tensor = (name: string, shape: readonly number[]): TensorStream => ({
    name,
    shape,
    dtype: "F16",
    data: () => new Uint8Array(small(shape.reduce((a, b) => a * b, 1)).buffer),
  });
  const roots = { "model.diffusion_model.": "lora_unet_", "cond_stage_model.transformer.": "lora_te_" };
  const tensors = ldmTensors(sd15Widths).flatMap(({ name, shape }) => {
    const [root, prefix] = Object.entries(roots).find(([key]) => name.startsWith(key)) ?? [];
    const isWanted = /(transformer_blocks.*(to_|ff)|proj_(in|out)|self_attn|mlp\.fc).*\.weight$/.test(name);
    if (root === undefined || !isWanted) return [];
    const module = prefix + name.slice(root.length, -".weight".length).replaceAll(".", "_");
    const [out = 1, ...rest] = shape;
    const up = shape.length === 4 ? [out, rank, 1, 1] : [out, rank];
    return [tensor(`${module}.lora_up.weight`, up), tensor(`${module}.lora_down.weight`, [rank, ...rest])];
  });
  await writeSafetensors(file, tensors, {});
  return file;
}

const orderOf = (setup: PaintOrder["setup"], size: number): PaintOrder => ({
  setup,
  prompt: "a lighthouse on a basalt cliff, heavy fog, film grain",
  negativePrompt: "",
  steps: 1,
  sampler: "Euler",
  schedule: "automatic",
  cfgScale: 7,
  batches: [[1]],
  width: size,
  height: size,
  clipSkip: 1,
  rng: "cpu",
  etaNoiseSeedDelta: 0,
  previews: false,
});

async function timed<T>(run: () => Promise<T>): Promise<{ seconds: number; value: T }> {
  const start = performance.now();
  const value = await run();
  return { seconds: (performance.now() - start) / 1000, value };
}

interface Spent {
  readonly clock: number;
  readonly processor: number;
}

/** Seconds until the first step of an order is done, by the clock and of the processor. Nothing is decoded. */
async function untilFirstStep(engine: Engine, order: PaintOrder): Promise<Spent> {
  const start = performance.now();
  const before = process.cpuUsage();
  for await (const event of engine.paint(order)) if (event.type === "step") break;
  const { user, system } = process.cpuUsage(before);
  return { clock: (performance.now() - start) / 1000, processor: (user + system) / 1e6 };
}

/** Small pictures: the step itself is the same for both, and would only hide the difference. */
const smallest = 128;

async function strength(engine: Engine): Promise<void> {
  const checkpoint = await checkpointOf("sd15", sd15Widths);
  const file = await loraFile();
  const order = (unetWeight: number, textWeight: number) =>
    orderOf({ checkpoint, loras: [{ file, name: "lora", unetWeight, textWeight }] }, smallest);
  await untilFirstStep(engine, order(1, 1));
  const seconds = { same: [] as Spent[], unet: [] as Spent[], both: [] as Spent[] };
  let [unet, text] = [1, 1];
  for (let round = 0; round < Number(options.rounds); round++) {
    seconds.same.push(await untilFirstStep(engine, order(unet, text)));
    unet -= 0.05;
    seconds.unet.push(await untilFirstStep(engine, order(unet, text)));
    unet -= 0.05;
    text -= 0.1;
    seconds.both.push(await untilFirstStep(engine, order(unet, text)));
  }
  for (const [name, values] of Object.entries(seconds))
    for (const by of ["clock", "processor"] as const) {
      const times = values.map((value) => value[by]);
      say(`${name}, ${by}: ${times.map((time) => time.toFixed(2)).join(", ")}; median ${median(times).toFixed(2)} s`);
    }
  say(peak());
}

async function switching(engine: Engine): Promise<void> {
  const files = [await checkpointOf("sd15", sd15Widths), await checkpointOf("sd15-b", sd15Widths)];
  for (let round = 1; round <= 3; round++)
    for (const [i, checkpoint] of files.entries()) {
      const { seconds } = await timed(() => engine.load({ checkpoint }));
      say(`round ${round}, checkpoint ${i + 1}: ${seconds.toFixed(3)} s`);
    }
  say(peak());
}

const wave = (count: number) => Float32Array.from({ length: count }, (_, i) => Math.sin(i * 0.37 + Math.sin(i)));

async function decode(engine: Engine): Promise<void> {
  const checkpoint = await checkpointOf("sd15", sd15Widths);
  const cells = pixels / 8;
  const latent = { shape: [1, 4, cells, cells], data: wave(4 * cells * cells) };
  const { seconds, value } = await timed(() => engine.decode({ checkpoint }, latent));
  say(`decode ${value[0]?.width}×${value[0]?.height}: ${seconds.toFixed(1)} s, ${peak()}`);
}

async function encode(engine: Engine): Promise<void> {
  const checkpoint = await checkpointOf("sd15", sd15Widths);
  const image = { shape: [1, 3, pixels, pixels], data: wave(3 * pixels * pixels) };
  const { seconds, value } = await timed(() => engine.encodeImage({ checkpoint }, image));
  say(`encode ${pixels}×${pixels} to [${value.shape.join(", ")}]: ${seconds.toFixed(1)} s, ${peak()}`);
}

async function xl(engine: Engine): Promise<void> {
  const checkpoint = await checkpointOf("sdxl", sdxlWidths);
  for await (const event of engine.paint(orderOf({ checkpoint }, pixels))) say(`${event.type}: ${peak()}`);
}

const questions: Readonly<Record<string, (engine: Engine) => Promise<void>>> = {
  strength,
  switch: switching,
  decode,
  encode,
  xl,
};
await mkdir(folder, { recursive: true });
const runtime = openOrt({ backend: "cpu", threads: Number(options.threads) });
await questions[options.what]?.(openLocalEngine({ runtime, memoryBudget: 16e9 }));
