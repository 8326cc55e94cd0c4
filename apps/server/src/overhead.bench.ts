import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GenerationRequest } from "@danfang/domain";
import { openStudio, type Studio } from "@danfang/workbench";
import { serveStudio } from "./serve-studio.ts";

// What AUTOMATIC1111's API costs on top of painting: the same picture straight from the workbench, through
// the queue and over HTTP, in turns, so that a busy machine is as busy for both. Run with `node apps/server/src/overhead.bench.ts`.
const rounds = 40;
const warmups = 5;
const body = { prompt: "red apple", steps: 2, seed: 42, width: 64, height: 64, sampler_name: "Euler a" };
const request = GenerationRequest.parse({ ...body, sampler: "Euler a" });

const home = await mkdtemp(join(tmpdir(), "danfang overhead "));
let studio: Studio | undefined;
const server = await serveStudio({
  ...{ home, host: "127.0.0.1", port: 0 },
  openStudio: async () => {
    studio = await openStudio({ home });
    return studio;
  },
});

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
async function paint(): Promise<void> {
  for await (const event of studio!.workbench.generate(request, { previews: true })) void event;
}
async function order(): Promise<void> {
  const { id } = await studio!.queue.submit({ request, priority: 0 }, { source: "sdapi", keepInGallery: false });
  await studio!.queue.wait(id);
}
async function ask(): Promise<void> {
  const headers = { "Content-Type": "application/json" };
  const init = { method: "POST", body: JSON.stringify(body), headers };
  const response = await fetch(new URL("/sdapi/v1/txt2img", server.url), init);
  await response.json();
}
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const [direct, queued, served, computed]: [number[], number[], number[], number[]] = [[], [], [], []];
for (let round = 0; round < warmups + rounds; round++) {
  const times = [await timed(paint), await timed(order)] as const;
  const before = process.cpuUsage();
  const asked = await timed(ask);
  const { user, system } = process.cpuUsage(before);
  if (round < warmups) continue;
  direct.push(times[0]);
  queued.push(times[1]);
  served.push(asked);
  computed.push((user + system) / 1000);
}
await server.close();
await rm(home, { recursive: true, force: true });
const more = (times: readonly number[], than: readonly number[]) => median(times.map((time, i) => time - than[i]!));
const told = {
  paintedMs: median(direct),
  /** Queue, PNG, files, database. */
  keepingMs: more(queued, direct),
  /** HTTP, JSON, base64, infotext. */
  servingMs: more(served, queued),
  overheadMs: more(served, direct),
  /** Processor time of this process, all threads, asking included; the engine has its own. Tells on a busy machine too. */
  computedMs: median(computed),
};
process.stdout.write(`${JSON.stringify(told)}\n`);
