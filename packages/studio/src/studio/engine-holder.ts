import { availableParallelism } from "node:os";
import type { Settings } from "@danfang/domain";
import { type Clock, elapsed } from "@danfang/domain";
import { type Engine, type EngineOptions, type EngineStats, openEngine, type ProcessEngine } from "@danfang/engine";
import { backendNamed } from "@danfang/workbench";

/** What of an engine can be chosen. */
export type EngineSettings = Settings["engine"];

/** One engine for everybody, opened anew with other settings when nobody uses it. */
export interface EngineHolder {
  readonly engine: Engine;
  /** Takes effect now if nobody is using the engine, else at a later call. */
  apply(settings: EngineSettings): Promise<void>;
  kill(): void;
  /** Undefined while no engine runs. While it works or does not answer, what it said before. Takes less than a second. */
  stats(): Promise<EngineStats | undefined>;
  /** How the engine is, as far as that was seen without asking it: {@link stats} asks. */
  readonly state: ProcessEngine["state"];
  /** Whether it computed or read something of late. */
  readonly isWorking: boolean;
  readonly backend: string;
  readonly threads: number;
  close(): Promise<void>;
}

const bytesPerGigabyte = 2 ** 30;

/** How long an idle engine has to tell its memory, milliseconds. */
const statsPatience = 700;

export interface HolderOptions {
  readonly clock: Clock;
  /** The engine gives no sign of life though somebody waits for it; or it does again, or is gone. */
  readonly onSilence: (isSilent: boolean) => void;
  readonly onProcess?: NonNullable<EngineOptions["onProcess"]>;
  /** For tests: what is opened. */
  readonly open?: typeof openEngine;
}

const optionsOf = ({ backend, threads, memoryGigabytes }: EngineSettings): EngineOptions => ({
  backend: backendNamed(backend),
  ...(threads > 0 ? { threads } : {}),
  ...(memoryGigabytes > 0 ? { memoryBudget: memoryGigabytes * bytesPerGigabyte } : {}),
});

/** Errors: `engine/unknownBackend`. */
export function holdEngine(settings: EngineSettings, options: HolderOptions): EngineHolder {
  const { open = openEngine, ...surroundings } = options;
  const { clock } = options;
  const openWith = (wanted: EngineSettings) => open({ ...optionsOf(wanted), ...surroundings });
  let current = openWith(settings);
  let applied = settings;
  let lastStats: EngineStats | undefined;
  /** A question that has not been answered yet; a second one would not be answered sooner. */
  let asking: Promise<void> | undefined;
  let users = 0;

  async function using<T>(work: (engine: ProcessEngine) => Promise<T>): Promise<T> {
    users++;
    try {
      return await work(current);
    } finally {
      users--;
    }
  }

  async function* streaming<T, R>(work: (engine: ProcessEngine) => AsyncGenerator<T, R>): AsyncGenerator<T, R> {
    users++;
    try {
      return yield* work(current);
    } finally {
      users--;
    }
  }

  async function ask(asked: ProcessEngine): Promise<void> {
    const told = await asked.stats().catch(() => undefined); // it ended meanwhile
    if (asked === current) lastStats = told;
    asking = undefined;
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
      lastStats = undefined;
      await old.close();
    },
    kill: () => current.kill(),
    async stats() {
      if (current.state === "absent") return undefined; // asking would start it
      if (users === 0) {
        asking ??= ask(current);
        await Promise.race([asking, elapsed(clock, statsPatience)]);
      }
      return lastStats;
    },
    get state() {
      const { state } = current;
      return state === "busy" && users === 0 ? "idle" : state; // it was only asked how it is
    },
    get isWorking() {
      return current.isWorking;
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
