/**
 * What LoRAs cost at the size of Stable Diffusion 1.5: UNet calls with and without, in turn, in one run.
 *
 *     node packages/engine/src/adapters/lora/lora.bench.ts [--loras 1] [--rank 32] [--conv] [--rounds 5] [--cells 64] [--threads 1]
 *
 * Seconds are of processor time, which other programs lengthen less than the clock; with one thread none is spent waiting.
 * Writes a checkpoint and LoRAs of random numbers (2 GB) into the temporary folder and keeps them there.
 */
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openFile, readSafetensors, type TensorStream, writeSafetensors } from "@danfang/formats";
import { ldmTensors, matchLora, openLora, readUnetLayout, sd15Widths, tensorScope } from "@danfang/weights";
import { buildUnet } from "../../graph/unet.ts";
import { openOrt } from "../../runtime/ort.ts";
import { float32, type Session } from "../../runtime/runtime.ts";
import { isLessBeside, type Sites, unetSites } from "./choose-way.ts";
import { loraHooks } from "./lora-hooks.ts";
import { strengthInputs } from "./strengths.ts";

const { values: options } = parseArgs({
  options: {
    loras: { type: "string", default: "1" },
    rank: { type: "string", default: "32" },
    rounds: { type: "string", default: "5" },
    cells: { type: "string", default: "64" },
    conv: { type: "boolean", default: false },
    ways: { type: "string", default: "without,chosen" },
    threads: { type: "string", default: "1" },
  },
});
const [count, rank, rounds, cells] = [options.loras, options.rank, options.rounds, options.cells].map(Number) as [
  number,
  number,
  number,
  number,
];
const folder = join(tmpdir(), "danfang-lora-bench");
const prefix = "model.diffusion_model.";
const product = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

const pool = Float16Array.from({ length: 1 << 20 }, (_, i) => Math.sin(i * 1.7 + Math.sin(i)));
function* bytes(shape: readonly number[], name: string): Generator<Uint8Array> {
  const values = product(shape);
  const isVector = shape.length === 1;
  const scale = isVector ? 0 : Math.sqrt((2 * (shape[0] ?? 1)) / values);
  const chunk = pool
    .slice(0, Math.min(values, pool.length))
    .map((v) => v * scale + (isVector && /weight$/.test(name) ? 1 : 0));
  for (let done = 0; done < values; done += chunk.length)
    yield new Uint8Array(chunk.buffer, 0, Math.min(chunk.length, values - done) * 2);
}
const stream = (name: string, shape: readonly number[]): TensorStream => ({
  name,
  shape,
  dtype: "F16",
  data: () => bytes(shape, name),
});

const specs = ldmTensors(sd15Widths).filter(({ name }) => name.startsWith(prefix));

async function writeFiles(): Promise<{ checkpoint: string; loras: string[] }> {
  await mkdir(folder, { recursive: true });
  const checkpoint = join(folder, "unet.safetensors");
  if (!existsSync(checkpoint))
    await writeSafetensors(
      checkpoint,
      specs.map(({ name, shape }) => stream(name, shape)),
      {},
    );
  const loras = Array.from({ length: count }, (_, i) => join(folder, `lora-${rank}-${options.conv}-${i}.safetensors`));
  for (const file of loras) {
    if (existsSync(file)) continue;
    const tensors = specs.flatMap(({ name, shape }) => {
      const isWanted = /transformer_blocks.*(?:to_|ff)|proj_(?:in|out)/.test(name) || (options.conv && shape[2] === 3);
      if (!isWanted || !name.endsWith(".weight")) return [];
      const module = `lora_unet_${name.slice(prefix.length, -".weight".length).replaceAll(".", "_")}`;
      const [out = 1, ...rest] = shape;
      const up = shape.length === 4 ? [out, rank, 1, 1] : [out, rank];
      return [stream(`${module}.lora_up.weight`, up), stream(`${module}.lora_down.weight`, [rank, ...rest])];
    });
    await writeSafetensors(file, tensors, {});
  }
  return { checkpoint, loras };
}

const { checkpoint, loras } = await writeFiles();
const source = await openFile(checkpoint);
const { tensors } = await readSafetensors(source).finally(() => source.close());
const scope = tensorScope(checkpoint, tensors.values(), prefix);
const layout = readUnetLayout(scope, { heads: 8 });
const laid = [];
for (const file of loras)
  laid.push({ match: matchLora(await openLora(file), { unet: { tensors: scope, layout }, text: [] }) });

const chosen = unetSites(layout, cells);
const ways: Readonly<Record<string, Sites | undefined>> = {
  without: undefined,
  chosen,
  beside: () => 0,
  before: () => Infinity,
};
const changes = laid.flatMap(({ match }) => match.matched).map((m) => ({ ...m, lora: 0, ranks: undefined }));
const beside = changes.filter((change) => isLessBeside(change, chosen(change.target.path))).length;
process.stdout.write(`${changes.length} modules, ${beside} of them beside the product\n`);

const runtime = openOrt({ backend: "cpu", threads: Number(options.threads) });
const data = (n: number) => Float32Array.from({ length: n }, (_, i) => Math.sin(i));
const inputs = {
  x: float32([2, 4, cells, cells], data(2 * 4 * cells * cells)),
  t: float32([2], Float32Array.of(500, 500)),
  context: float32([2, 77, 768], data(2 * 77 * 768)),
};
const sessions: { name: string; session: Session; feeds: typeof inputs; seconds: number[] }[] = [];
for (const name of options.ways.split(",")) {
  const sites = ways[name];
  const start = performance.now();
  const model = sites ? buildUnet(scope, layout, { hooks: loraHooks(laid, "unet", sites) }) : buildUnet(scope, layout);
  const session = await runtime.open(model);
  const strengths = laid.map(({ match }) => ({ match, unetWeight: 0.8, textWeight: 0 }));
  sessions.push({
    name,
    session,
    feeds: { ...inputs, ...(sites ? strengthInputs(strengths, "unet") : {}) },
    seconds: [],
  });
  const memory = process.memoryUsage.rss() / 2 ** 30;
  process.stdout.write(
    `${name}: loaded in ${((performance.now() - start) / 1000).toFixed(1)} s, ${memory.toFixed(1)} GiB\n`,
  );
}
for (let round = 0; round <= rounds; round++)
  for (const { session, feeds, seconds } of sessions) {
    const start = process.cpuUsage();
    await session.run(feeds, ["out"]);
    const { user, system } = process.cpuUsage(start);
    if (round > 0) seconds.push((user + system) / 1e6);
  }
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const base = median(sessions[0]?.seconds ?? []);
for (const { name, seconds } of sessions) {
  const ratios = seconds.map((s, i) => s / (sessions[0]?.seconds[i] ?? Number.NaN));
  process.stdout.write(
    `${name}: ${median(seconds).toFixed(3)} s, ${(median(seconds) / base).toFixed(3)}×, round by round ${median(ratios).toFixed(3)}×\n`,
  );
}
