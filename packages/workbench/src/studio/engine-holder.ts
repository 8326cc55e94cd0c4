import { availableParallelism } from "node:os";
import type { Settings } from "@danfang/domain";
import { type Engine, type EngineStats, openEngine, type ProcessEngine } from "@danfang/engine";
import { backendNamed } from "../workbench.ts";

/** What of an engine can be chosen. */
export type EngineSettings = Settings["engine"];

/** One engine for everybody, opened anew with other settings when nobody uses it. */
export interface EngineHolder {
  readonly engine: Engine;
  /** Takes effect now if nobody is using the engine, else at a later call. */
  apply(settings: EngineSettings): Promise<void>;
  kill(): void;
  /** Undefined while no engine runs. While it works, what it said before. */
  stats(): Promise<EngineStats | undefined>;
  readonly backend: string;
  readonly threads: number;
  close(): Promise<void>;
}

const bytesPerGigabyte = 2 ** 30;

const openWith = ({ backend, threads, memoryGigabytes }: EngineSettings): ProcessEngine =>
  openEngine({
    backend: backendNamed(backend),
    ...(threads > 0 ? { threads } : {}),
    ...(memoryGigabytes > 0 ? { memoryBudget: memoryGigabytes * bytesPerGigabyte } : {}),
  });

/** Errors: `engine/unknownBackend`. */
export function holdEngine(settings: EngineSettings): EngineHolder {
  let current = openWith(settings);
  let applied = settings;
  let isStarted = false;
  let lastStats: EngineStats | undefined;
  let users = 0;

  async function using<T>(work: (engine: ProcessEngine) => Promise<T>): Promise<T> {
    users++;
    isStarted = true;
    try {
      return await work(current);
    } finally {
      users--;
    }
  }

  async function* streaming<T, R>(work: (engine: ProcessEngine) => AsyncGenerator<T, R>): AsyncGenerator<T, R> {
    users++;
    isStarted = true;
    try {
      return yield* work(current);
    } finally {
      users--;
    }
  }

  const engine: Engine = {
    load: (setup, signal) => using((one) => one.load(setup, signal)),
    encode: (setup, prompts, options) => using((one) => one.encode(setup, prompts, options)),
    denoise: (setup, order, signal) => streaming((one) => one.denoise(setup, order, signal)),
    encodeImage: (setup, image, options) => using((one) => one.encodeImage(setup, image, options)),
    decode: (setup, latent, signal) => using((one) => one.decode(setup, latent, signal)),
    paint: (order, signal) => streaming((one) => one.paint(order, signal)),
    upscale: (order, signal) => using((one) => one.upscale(order, signal)),
    unload: () => using((one) => one.unload()),
    stats: () => using((one) => one.stats()),
    measurePeak: () => using((one) => one.measurePeak()),
    close: () => current.close(),
  };

  return {
    engine,
    async apply(wanted) {
      if (users > 0 || JSON.stringify(wanted) === JSON.stringify(applied)) return;
      const next = openWith(wanted); // starts no process before its first call
      const old = current;
      current = next;
      applied = wanted;
      isStarted = false;
      lastStats = undefined;
      await old.close();
    },
    kill: () => current.kill(),
    async stats() {
      if (!isStarted) return undefined;
      if (users === 0) lastStats = await engine.stats().catch(() => undefined);
      return lastStats;
    },
    get backend() {
      return applied.backend === "auto" ? "cpu" : applied.backend;
    },
    get threads() {
      return applied.threads || availableParallelism();
    },
    close: () => current.close(),
  };
}
