import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { type FakeClock, fakeClock } from "@danfang/domain/testing/fake-clock";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { DenoiseOrder } from "../orders/denoise-order.ts";
import { canListProcesses, comesTrue, engineProcessesOf, isAlive, isForgotten } from "../testing/child-processes.ts";
import { paintAll } from "../testing/painted.ts";
import { smallOrder, starterFile } from "../testing/starter.ts";
import type { Engine } from "./engine.ts";
import { openEngine } from "./process-engine.ts";

const files = { checkpoint: starterFile };
const context = (value: number) => ({ shape: [1, 77, 128], data: new Float32Array(77 * 128).fill(value) });
/** Long enough to be stopped in its middle, whatever the machine. */
const longOrder: DenoiseOrder = {
  cond: [{ weight: 1, schedule: [{ untilStep: 500, encoded: { context: context(0.5) } }] }],
  uncond: [{ untilStep: 500, encoded: { context: context(0.25) } }],
  sampler: "Euler",
  schedule: "karras",
  steps: 500,
  cfgScale: 5,
  noise: { seeds: [7], rng: "cpu", etaNoiseSeedDelta: 0 },
  width: 8,
  height: 9,
  previews: false,
};
const shortOrder = { ...longOrder, steps: 2 };

let engine: Engine;
const open = () => {
  engine = openEngine({ backend: "cpu", threads: 1 });
};

/** Runs to the end, calling `onStep` at each step; the value is the latent. */
async function denoise(order: DenoiseOrder, onStep: (step: number) => void = () => undefined, signal?: AbortSignal) {
  const steps = engine.denoise(files, order, signal);
  let next = await steps.next();
  for (; !next.done; next = await steps.next()) onStep(next.value.step);
  return next.value;
}

const engineProcess = () => engineProcessesOf(process.pid);
const killEngine = () => {
  for (const id of engineProcess()) process.kill(id, "SIGKILL");
};

describe("an engine process", () => {
  beforeAll(open);
  afterAll(() => engine.close());

  it("loads, encodes, denoises, decodes and tells its memory", async () => {
    expect(await engine.load(files)).toMatchObject({ nativeSize: 128, backend: "cpu" });
    const chunk = { tokens: [49406, ...Array<number>(76).fill(49407)], weights: Array<number>(77).fill(1) };
    const [one, two] = await engine.encode(files, [{ chunks: [chunk] }, { chunks: [chunk, chunk] }], {
      clipSkip: 1,
    });
    expect([one!.context.shape, two!.context.shape]).toEqual([
      [1, 77, 128],
      [1, 154, 128],
    ]);
    const told: number[] = [];
    const latent = await denoise(shortOrder, (step) => told.push(step));
    expect(told).toEqual([1, 2]);
    expect(latent.shape).toEqual([1, 4, 9, 8]);
    const [image] = await engine.decode(files, latent);
    expect(image).toMatchObject({ width: 64, height: 72 });
    const { sessions, residentBytes, rssBytes, peakRssBytes } = await engine.stats();
    expect(sessions).toHaveLength(3);
    expect(residentBytes).toBeGreaterThan(0);
    expect(peakRssBytes).toBeGreaterThanOrEqual(rssBytes);
    await engine.unload();
    expect((await engine.stats()).sessions).toEqual([]);
  });

  it("leaves its parent's event loop free while it computes", async () => {
    await engine.load(files);
    let turns = 0;
    let isRunning = true;
    const turn = () => {
      turns++;
      if (isRunning) setImmediate(turn);
    };
    setImmediate(turn);
    const steps = 20;
    await denoise({ ...longOrder, steps });
    isRunning = false;
    expect(turns).toBeGreaterThan(100 * steps); // a loop that waited for each step would turn a few times per step
  });

  it("stops between steps when it is cancelled, and paints on afterwards", async () => {
    const cancel = new AbortController();
    let last = 0;
    const cancelled = denoise(
      longOrder,
      (step) => {
        last = step;
        cancel.abort();
      },
      cancel.signal,
    );
    await expect(cancelled).rejects.toMatchObject({ code: "engine/cancelled" });
    expect(last).toBeLessThan(longOrder.steps);
    expect((await denoise(shortOrder)).shape).toEqual([1, 4, 9, 8]);
  });

  it("runs calls one after the other, in the order they were made", async () => {
    const told: string[] = [];
    await Promise.all([
      denoise(shortOrder, (step) => told.push(`first ${step}`)),
      denoise(shortOrder, (step) => told.push(`second ${step}`)),
    ]);
    expect(told).toEqual(["first 1", "first 2", "second 1", "second 2"]);
  });

  it("names a file that is not there", async () => {
    const missing = engine.load({ checkpoint: `${starterFile}.none` });
    await expect(missing).rejects.toMatchObject({
      code: "formats/fileMissing",
      hint: expect.stringContaining("Check"),
    });
  });
});

describe("an engine process of one's own", () => {
  afterEach(() => engine.close());

  it("stops when nobody takes its steps any more", async () => {
    open();
    const abandoned = performance.now();
    for await (const { step } of engine.denoise(files, longOrder)) if (step === 1) break;
    const firstStep = performance.now() - abandoned;
    await denoise(shortOrder); // calls wait for each other
    expect(performance.now() - abandoned).toBeLessThan(firstStep * 20); // 500 steps take far longer
  });

  it("is not even started by a call that is cancelled beforehand", async () => {
    open();
    await expect(engine.load(files, AbortSignal.abort())).rejects.toMatchObject({ code: "engine/cancelled" });
    if (canListProcesses) expect(engineProcess()).toEqual([]);
  });

  it.runIf(canListProcesses)("is one process, and gone when it is closed", async () => {
    open();
    await engine.load(files);
    await denoise(shortOrder);
    const [id, ...others] = engineProcess();
    expect(others).toEqual([]);
    await engine.close();
    expect(isAlive(id!)).toBe(false);
    await engine.close(); // twice is not an error
  });

  it("fails the calls of an engine that is closed under them as cancelled", async () => {
    open();
    const running = denoise(longOrder, (step) => {
      if (step === 1) closing = engine.close();
    });
    let closing: Promise<void> | undefined;
    await expect(running).rejects.toMatchObject({ code: "engine/cancelled" });
    await closing;
  });
});

describe.runIf(canListProcesses)("an engine process that dies", () => {
  afterEach(() => engine.close());

  it("fails its call with a hint about memory, and the next call has a new process", async () => {
    open();
    await engine.load(files);
    const [first] = engineProcess();
    const killed = denoise(longOrder, (step) => step === 1 && killEngine());
    await expect(killed).rejects.toMatchObject({
      code: "engine/crashed",
      hint: expect.stringContaining("memory"),
      facts: { signal: "SIGKILL", doing: "denoise" },
    });
    expect((await denoise(shortOrder)).shape).toEqual([1, 4, 9, 8]);
    expect(engineProcess()).not.toContain(first);
  });

  it("while nobody asks anything of it is simply started again", async () => {
    open();
    await engine.load(files);
    const [id] = engineProcess();
    killEngine();
    expect(await comesTrue(() => isForgotten(id!))).toBe(true);
    expect((await paintAll(engine, smallOrder)).images).toHaveLength(1);
  });

  it("can still be closed", async () => {
    open();
    await engine.load(files);
    const [id] = engineProcess();
    killEngine();
    await engine.close();
    expect(isAlive(id!)).toBe(false);
  });

  it("dies with its parent", { timeout: 60_000 }, async () => {
    const script = fileURLToPath(new URL("../testing/abandoned-parent.ts", import.meta.url));
    const parent = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
    await once(parent.stdout, "data");
    const orphans = engineProcessesOf(parent.pid);
    expect(orphans).toHaveLength(1);
    parent.kill("SIGKILL");
    expect(await comesTrue(() => !isAlive(orphans[0]!))).toBe(true);
  });
});

/** Lets time pass until something has settled: a sign of life from before the stop may still be on its way. */
async function passUntil(clock: FakeClock, work: Promise<unknown>): Promise<void> {
  let isOver = false;
  const end = work.finally(() => {
    isOver = true;
  });
  while (!isOver) await clock.pass(10_000);
  await end;
}

describe.runIf(canListProcesses)("an engine process that is stopped", () => {
  afterEach(killEngine);

  it("fails its call after a minute without a sign of life, is gone, and is started again", async () => {
    const clock = fakeClock();
    engine = openEngine({ backend: "cpu", threads: 1, clock });
    await engine.load(files);
    const [id] = engineProcess();
    process.kill(id!, "SIGSTOP");
    const asked = expect(engine.stats()).rejects.toMatchObject({ code: "engine/silent", facts: { seconds: 60 } });
    await passUntil(clock, asked);
    expect(await comesTrue(() => !isAlive(id!))).toBe(true);
    expect(await engine.load(files)).toMatchObject({ nativeSize: 128 });
    await engine.close();
  });

  it("is ended by closing it", async () => {
    const clock = fakeClock();
    engine = openEngine({ backend: "cpu", threads: 1, clock });
    await engine.load(files);
    const [id] = engineProcess();
    process.kill(id!, "SIGSTOP");
    await passUntil(clock, engine.close());
    expect(await comesTrue(() => !isAlive(id!))).toBe(true);
  });

  it("leaves Ctrl-C, a closed terminal and a stop to its parent", async () => {
    open();
    await engine.load(files);
    const [id] = engineProcess();
    for (const signal of ["SIGINT", "SIGHUP", "SIGTERM"] as const) process.kill(id!, signal);
    expect((await denoise(shortOrder)).shape).toEqual([1, 4, 9, 8]);
    await engine.close();
  });
});

describe.runIf(canListProcesses)("the second thread of a process whose first is held up", () => {
  async function blocked() {
    const script = fileURLToPath(new URL("../testing/blocked-process.ts", import.meta.url));
    const child = spawn(process.execPath, [script], { stdio: ["ignore", "ignore", "inherit", "ignore", "pipe"] });
    const line = child.stdio[4] as Socket;
    line.write("\n");
    const [first] = await once(line, "data");
    return { child, line, first: Number(first) };
  }

  it("gives signs of life", async () => {
    const { child, line, first } = await blocked();
    line.write("\n");
    const [next] = await once(line, "data");
    expect(Number(next)).toBeGreaterThanOrEqual(first);
    child.kill("SIGKILL");
    await once(child, "exit");
  });

  it("ends it when its parent is gone", async () => {
    const { child, line } = await blocked();
    line.destroy();
    expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
  });
});
