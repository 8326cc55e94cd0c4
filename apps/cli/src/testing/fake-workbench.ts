import { writeFile } from "node:fs/promises";
import {
  DanfangError,
  type GenerationEvent,
  type GenerationRequest,
  type PaintedImage,
  type Seed,
  seedAfter,
} from "@danfang/domain";
import { isGrid, paintGrid, planGrid, type Workbench, type WorkbenchOptions } from "@danfang/workbench";
import type { OpenWorkbench } from "../command/workbench.ts";

export interface FakeWorkbench {
  readonly open: OpenWorkbench;
  /** How it was opened, each time. */
  readonly opened: WorkbenchOptions[];
  readonly requests: GenerationRequest[];
  readonly closed: { count: number };
}

/** A workbench that paints grey squares in no time, and whatever else `overrides` say. */
export function fakeWorkbench(overrides: Partial<Workbench> = {}): FakeWorkbench {
  const opened: WorkbenchOptions[] = [];
  const requests: GenerationRequest[] = [];
  const closed = { count: 0 };
  const workbench: Workbench = {
    generate(request, options) {
      requests.push(request);
      const paint = (one: GenerationRequest) => paintGrey(one, options.signal);
      return isGrid(request) ? paintGrid(planGrid(request), paint, () => true) : paint(request);
    },
    async enlarge() {
      return { pixels: grey, bytes: new Uint8Array(9), recipe: { seed: 31 }, infotext: "grey\nSeed: 31", fields: {} };
    },
    planGrid: async (order) => planGrid(order),
    async saveImage(image, { path }) {
      await writeFile(path, `picture ${/Seed: (\d+)/.exec(image.infotext)?.[1]}`);
      return path;
    },
    saveLatent: (latents, path) => writeFile(path, `${latents.length} latents`),
    filesIn: async () => undefined,
    inspect: async (path) => ({ path, what: "unknown", findings: [] }),
    bench: async () => ({ rows: [], peakGflops: 1, peakRssBytes: 1, backend: "cpu", threads: 2 }),
    doctor: async () => [],
    rootProblems: async () => [],
    close: async () => void closed.count++,
    ...overrides,
  };
  const open = async (options: WorkbenchOptions) => {
    opened.push(options);
    return workbench;
  };
  return { open, opened, requests, closed };
}

const side = 8;
const grey = { width: side, height: side, data: new Uint8Array(side * side * 3).fill(128) };
const drawnSeed = 4242;

/** The events of a job in order; between two steps it looks at the signal, as the real one does. */
export async function* paintGrey(request: GenerationRequest, signal?: AbortSignal): AsyncGenerator<GenerationEvent> {
  const seed = request.seed === -1 ? drawnSeed : request.seed;
  const stepSeconds: number[] = [];
  yield { type: "loading", checkpoint: "grey" };
  yield { type: "encoding" };
  for (let batch = 0; batch < request.batchCount; batch++) {
    for (let step = 1; step <= request.steps; step++) {
      await new Promise(setImmediate);
      if (signal?.aborted) throw new DanfangError("workbench/cancelled", { message: "Cancelled.", hint: "" }, {});
      stepSeconds.push(0.5);
      yield { type: "step", batch, step, steps: request.steps, sigma: 1, seconds: 0.5, preview: grey };
    }
    yield { type: "decoding", batch };
    for (let i = 0; i < request.batchSize; i++)
      yield { type: "image", image: picture(batch * request.batchSize + i, seed) };
  }
  const timings = { loadSeconds: 1, encodeSeconds: 0.1, stepSeconds, decodeSeconds: 0.2, totalSeconds: 12.5 };
  const summary = { recipe: { seed }, timings, peakRssBytes: 1e9, engine: { backend: "cpu", threads: 2 } };
  yield { type: "done", summary };
}

const picture = (index: number, seed: Seed): PaintedImage => ({
  index,
  seed: seedAfter(seed, index),
  pixels: grey,
  latent: { shape: [1, 4, 1, 1], data: new Float32Array(4) },
  recipe: {},
  infotext: `grey\nSteps: 2, Seed: ${seedAfter(seed, index)}, Size: 8x8`,
});
