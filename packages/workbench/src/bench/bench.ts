import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bytes, Seconds } from "@danfang/domain";
import { clipFlops, type Engine, unetFlops, vaeDecoderFlops } from "@danfang/engine";
import { clipTokenizer, understandPrompt } from "@danfang/prompt";
import { openCheckpoint, sd15Widths } from "@danfang/weights";
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
    const files = { checkpoint: file };
    const tokenizer = clipTokenizer();
    const prompts = [prompt, ""].map((text) => understandPrompt(text, { tokenizer }));
    const peaks: number[] = [];
    const measurePeak = async () => {
      proceed("measure the matrix peak");
      peaks.push(await engine.measurePeak());
    };

    await measurePeak();
    proceed("load");
    const loading = await timed(() => engine.load(files, signal));
    proceed("encode the prompts");
    const encoding = await timed(() => engine.encode(files, prompts, { clipSkip: 1 }));
    const [cond, uncond] = encoding.value;
    const conditioning = {
      cond: [{ weight: 1, schedule: [{ untilStep: steps, encoded: cond! }] }],
      uncond: [{ untilStep: steps, encoded: uncond! }],
    };
    const noise = { seeds: [1], rng: "cpu", etaNoiseSeedDelta: 0 } as const;
    const run = { sampler: "Euler", schedule: "automatic", steps, cfgScale: 7, noise, previews: false };
    const denoising = engine.denoise(files, { ...conditioning, ...run, width: cells, height: cells }, signal);
    const stepSeconds: Seconds[] = [];
    proceed(`denoise, step 1 of ${steps}`);
    let next = await denoising.next();
    for (; !next.done; next = await denoising.next()) {
      stepSeconds.push(next.value.seconds);
      if (next.value.step < steps) proceed(`denoise, step ${next.value.step + 1} of ${steps}`);
    }
    await measurePeak();
    const latent = next.value;
    proceed("load the decoder");
    await engine.decode(files, { shape: [1, 4, 8, 8], data: new Float32Array(4 * 8 * 8) }, signal);
    proceed("decode");
    const decoding = await timed(() => engine.decode(files, latent, signal));
    await measurePeak();

    const peak = Math.max(...peaks);
    const work = (name: string, seconds: Seconds, flops: number): BenchRow => ({
      name,
      seconds,
      gflop: flops / 1e9,
      gflops: flops / 1e9 / seconds,
      shareOfPeak: flops / seconds / peak,
    });
    const { unet, text, vae } = checkpoint;
    const tokens = text[0]?.layout.positions ?? 0;
    const textFlops = text.reduce((sum, { tensors }) => sum + clipFlops(tensors, tokens), 0);
    const { peakRssBytes } = await engine.stats();
    return {
      rows: [
        { name: "load", seconds: loading.seconds },
        work("text encoder, 2 prompts", encoding.seconds, 2 * textFlops),
        work(
          "UNet step, 512×512, guided",
          median(stepSeconds),
          2 * unetFlops(unet.tensors, unet.layout, cells, cells, tokens),
        ),
        work("VAE decode, 512×512", decoding.seconds, vae ? vaeDecoderFlops(vae, cells, cells) : 0),
      ],
      peakGflops: peak / 1e9,
      peakRssBytes,
      backend: loading.value.backend,
      threads: loading.value.threads,
    };
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function timed<T>(run: () => Promise<T>): Promise<{ value: T; seconds: Seconds }> {
  const start = performance.now();
  const value = await run();
  return { value, seconds: (performance.now() - start) / 1000 };
}
