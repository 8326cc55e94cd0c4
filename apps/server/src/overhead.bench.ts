import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { defined, type GenerationEvent, GenerationRequest, type RgbImage } from "@danfang/domain";
import { openStudio, type Studio } from "@danfang/studio";
import { type RunningServer, serveStudio } from "./serve-studio.ts";

// What AUTOMATIC1111's API costs on top of painting. Run with `node apps/server/src/overhead.bench.ts`.
//
// `starter`: the same small picture straight from the workbench, through the queue and over HTTP, in turns, so that a
// busy machine is as busy for both. `handedIn`: everything but painting: 20 steps with previews and a 512×512 picture
// that are there already, so that each answer's time is the cost. Who asks has a thread of its own, as clients have.
const rounds = 40;
const warmups = 5;

interface Bench {
  readonly studio: Studio;
  readonly server: RunningServer;
  readonly client: Worker;
}
async function withServer<T>(
  generate: Studio["workbench"]["generate"] | undefined,
  work: (bench: Bench) => Promise<T>,
) {
  const home = await mkdtemp(join(tmpdir(), "danfang overhead "));
  const studio = await openStudio({ home, ...defined({ generate }) });
  const server = await serveStudio({ home, host: "127.0.0.1", port: 0, openStudio: async () => studio });
  const client = new Worker(new URL(import.meta.url));
  try {
    return await work({ studio, server, client });
  } finally {
    await client.terminate();
    await server.close();
    await rm(home, { recursive: true, force: true });
  }
}
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const more = (times: readonly number[], than: readonly number[]) => median(times.map((time, i) => time - than[i]!));

async function ask({ server, client }: Bench, body: object): Promise<number> {
  const answer = once(client, "message");
  client.postMessage({ url: new URL("/sdapi/v1/txt2img", server.url).href, body: JSON.stringify(body) });
  return (await answer)[0] as number;
}

/** What the client's thread does: asks, reads all of the answer, and tells how long that took, milliseconds. */
function answerAsks(): void {
  const headers = { "Content-Type": "application/json" };
  parentPort?.on("message", async ({ url, body }: { url: string; body: string }) => {
    const start = performance.now();
    const response = await fetch(url, { method: "POST", body, headers });
    await response.json();
    parentPort?.postMessage(performance.now() - start);
  });
}

async function starter(bench: Bench) {
  const body = { prompt: "red apple", steps: 2, seed: 42, width: 64, height: 64, sampler_name: "Euler a" };
  const request = GenerationRequest.parse({ ...body, sampler: "Euler a" });
  const { workbench, queue } = bench.studio;
  const paint = async () => {
    for await (const event of workbench.generate(request, { previews: true })) void event;
  };
  const order = async () => {
    const { id } = await queue.submit({ request, priority: 0 }, { source: "sdapi", keepInGallery: false });
    await queue.wait(id);
  };
  const [direct, queued, served, computed]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let round = 0; round < warmups + rounds; round++) {
    const times = [await timed(paint), await timed(order)] as const;
    const before = process.cpuUsage();
    const asked = await ask(bench, body);
    const { user, system } = process.cpuUsage(before);
    if (round < warmups) continue;
    direct.push(times[0]);
    queued.push(times[1]);
    served.push(asked);
    computed.push((user + system) / 1000);
  }
  return {
    paintedMs: median(direct),
    /** Queue, PNG, files, database. */
    keepingMs: more(queued, direct),
    /** HTTP, JSON, base64, infotext. */
    servingMs: more(served, queued),
    overheadMs: more(served, direct),
    /** Processor time of this process, all threads, asking included; the engine has its own. Tells on a busy machine too. */
    computedMs: median(computed),
  };
}

/** A picture as hard to compress as a photograph: soft shapes under a grain of three levels. */
function photograph(width: number, height: number): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < data.length; i++) {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
    const shape = 127 + 90 * Math.sin((x + (i % 3) * 40) / 60) * Math.cos(y / 45);
    data[i] = shape + ((Math.imul(i, 2654435761) >>> 16) % 3);
  }
  return { width, height, data };
}

async function* paintNothing(): AsyncGenerator<GenerationEvent> {
  yield { type: "loading", checkpoint: "none" };
  for (let step = 1; step <= 20; step++)
    yield { type: "step", batch: 0, step, steps: 20, sigma: 15 / step, seconds: 0, preview: small };
  const image = { index: 0, seed: 42, pixels: large, latent: { shape: [1, 4, 64, 64], data: new Float32Array(16384) } };
  yield {
    type: "image",
    image: { ...image, recipe: { prompt: "red apple", seed: 42 }, infotext: "red apple\nSeed: 42" },
  };
}
const small = photograph(64, 64);
const large = photograph(512, 512);

async function handedIn(bench: Bench) {
  const times: number[] = [];
  for (let round = 0; round < warmups + rounds; round++) {
    const asked = await ask(bench, { prompt: "red apple", seed: 42 });
    if (round >= warmups) times.push(asked);
  }
  return { overheadMs: median(times) };
}

if (isMainThread) {
  const told = { handedIn: await withServer(paintNothing, handedIn), starter: await withServer(undefined, starter) };
  process.stdout.write(`${JSON.stringify(told, undefined, 2)}\n`);
} else answerAsks();
