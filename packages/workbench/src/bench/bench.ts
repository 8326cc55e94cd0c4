import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bytes, LatentCells, Seconds, Tensor } from "@danfang/domain";
import { clipFlops, type Engine, unetFlops, vaeDecoderFlops } from "@danfang/engine";
import { clipTokenizer, understandPrompt } from "@danfang/prompt";
import { type Checkpoint, openCheckpoint, sd15Widths } from "@danfang/weights";
import { workbenchErrors } from "../errors.ts";
import { median } from "./median.ts";
import { writeSyntheticCheckpoint } from "./synthetic-checkpoint.ts";

export interface BenchRow {
  readonly name: string;
  readonly seconds: Seconds;
  /** Work, where it is mostly matrix products and convolutions. */
  readonly gflop?: number;
  readonly gflops?: number;
  /** Of {@link BenchReport.peakGflops}, 0 … 1 and, by luck of a noisy machine, more. */
  readonly shareOfPeak?: number;
}

export interface BenchReport {
  readonly rows: readonly BenchRow[];
  /** A large float32 matrix product in the same process: the best of several before, between and after. */
  readonly peakGflops: number;
  /** Of the engine process. */
  readonly peakRssBytes: Bytes;
  readonly backend: string;
  readonly threads: number;
}

export interface BenchOptions {
  readonly engine: Engine;
  readonly onProgress?: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** 512×512 pixels. */
const cells = 64;
const steps = 3;
const prompt = "a lighthouse on a basalt cliff, heavy fog, film grain";

/**
 * Runs the main job at full size on random weights: load, text encoding, three guided steps at 512×512, VAE decode.
 * The 2 GB checkpoint it needs is made in a temporary folder and deleted afterwards, whatever happens.
 *
 * Errors: `workbench/cancelled`, `formats/unwritable`, those of the engine.
 */
export async function runBench({ engine, onProgress = () => {}, signal }: BenchOptions): Promise<BenchReport> {
  const folder = await mkdtemp(join(tmpdir(), "danfang-bench-"));
  const proceed = (text: string) => {
    if (signal?.aborted) throw workbenchErrors.cancelled({});
    onProgress(text);
  };
  try {
    const file = join(folder, "sd15-random.safetensors");
    proceed("write a random SD1.5 checkpoint (2 GB)");
    await writeSyntheticCheckpoint(file, sd15Widths);
    const checkpoint = await openCheckpoint(file);
    const times = await timeJob({ engine, proceed, signal }, file);
    const { peakRssBytes } = await engine.stats();
    const { backend, threads } = times.model;
    return { rows: rowsOf(checkpoint, times), peakGflops: times.peak / 1e9, peakRssBytes, backend, threads };
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Run {
  readonly engine: Engine;
  /** Says what comes next. Errors: `workbench/cancelled`. */
  readonly proceed: (text: string) => void;
  readonly signal: AbortSignal | undefined;
}

/** What each part of the job took, and the best peak (multiplications and additions a second) around them. */
interface JobTimes {
  readonly model: { readonly backend: string; readonly threads: number };
  readonly load: Seconds;
  readonly encode: Seconds;
  readonly steps: readonly Seconds[];
  readonly decode: Seconds;
  readonly peak: number;
}

async function timeJob(run: Run, file: string): Promise<JobTimes> {
  const { engine, proceed, signal } = run;
  const setup = { checkpoint: file };
  const tokenizer = clipTokenizer();
  const prompts = [prompt, ""].map((text) => understandPrompt(text, { tokenizer }));
  const peaks: number[] = [];
  const measurePeak = async () => {
    proceed("measure the matrix peak");
    peaks.push(await engine.measurePeak());
  };
  await measurePeak();
  proceed("load");
  const loading = await timed(() => engine.load(setup, signal));
  proceed("encode the prompts");
  const encoding = await timed(() => engine.encode(setup, prompts, { clipSkip: 1 }));
  const { latent, seconds } = await timeSteps(run, setup, encoding.value);
  await measurePeak();
  proceed("load the decoder");
  await engine.decode(setup, blankLatent(8), signal);
  proceed("decode");
  const decoding = await timed(() => engine.decode(setup, latent, signal));
  await measurePeak();
  return {
    model: loading.value,
    load: loading.seconds,
    encode: encoding.seconds,
    steps: seconds,
    decode: decoding.seconds,
    peak: Math.max(...peaks),
  };
}

/** Three guided steps. */
async function timeSteps(
  { engine, proceed, signal }: Run,
  setup: { readonly checkpoint: string },
  [cond, uncond]: Awaited<ReturnType<Engine["encode"]>>,
) {
  const conditioning = {
    cond: [{ weight: 1, schedule: [{ untilStep: steps, encoded: cond! }] }],
    uncond: [{ untilStep: steps, encoded: uncond! }],
  };
  const noise = { seeds: [1], rng: "cpu", etaNoiseSeedDelta: 0 } as const;
  const how = { sampler: "Euler", schedule: "automatic", steps, cfgScale: 7, noise, previews: false };
  const denoising = engine.denoise(setup, { ...conditioning, ...how, width: cells, height: cells }, signal);
  const seconds: Seconds[] = [];
  proceed(`denoise, step 1 of ${steps}`);
  let next = await denoising.next();
  for (; !next.done; next = await denoising.next()) {
    seconds.push(next.value.seconds);
    if (next.value.step < steps) proceed(`denoise, step ${next.value.step + 1} of ${steps}`);
  }
  return { latent: next.value, seconds };
}

function rowsOf({ unet, text, vae }: Checkpoint, times: JobTimes): BenchRow[] {
  const work = (name: string, seconds: Seconds, flops: number): BenchRow => ({
    name,
    seconds,
    gflop: flops / 1e9,
    gflops: flops / 1e9 / seconds,
    shareOfPeak: flops / seconds / times.peak,
  });
  const tokens = text[0]?.layout.positions ?? 0;
  const textFlops = text.reduce((sum, { tensors }) => sum + clipFlops(tensors, tokens), 0);
  const stepFlops = 2 * unetFlops(unet.tensors, unet.layout, cells, cells, tokens);
  return [
    { name: "load", seconds: times.load },
    work("text encoder, 2 prompts", times.encode, 2 * textFlops),
    work("UNet step, 512×512, guided", median(times.steps), stepFlops),
    work("VAE decode, 512×512", times.decode, vae ? vaeDecoderFlops(vae, cells, cells) : 0),
  ];
}

async function timed<T>(run: () => Promise<T>): Promise<{ value: T; seconds: Seconds }> {
  const start = performance.now();
  const value = await run();
  return { value, seconds: (performance.now() - start) / 1000 };
}

/** A latent of one value, `side` cells in each direction. */
const blankLatent = (side: LatentCells): Tensor => ({
  shape: [1, 4, side, side],
  data: new Float32Array(4 * side * side),
});
