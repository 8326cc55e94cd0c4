import { availableParallelism } from "node:os";
import type { Settings } from "@danfang/domain";
import { type Clock, elapsed } from "@danfang/domain";
import {
  type Answers,
  type Engine,
  type EngineOptions,
  type EngineStats,
  makeCalls,
  openEngine,
  type ProcessEngine,
  type Streams,
} from "@danfang/engine";
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

/** The engine that is open now, and who is at work with it. */
interface Held {
  current: ProcessEngine;
  applied: EngineSettings;
  users: number;
}

/** Errors: `engine/unknownBackend`. */
export function holdEngine(settings: EngineSettings, options: HolderOptions): EngineHolder {
  const { open = openEngine, ...surroundings } = options;
  const openWith = (wanted: EngineSettings) => open({ ...optionsOf(wanted), ...surroundings });
  const held: Held = { current: openWith(settings), applied: settings, users: 0 };
  const stats = openStats(held, options.clock);
  return {
    engine: engineOf(held),
    async apply(wanted) {
      if (held.users > 0 || JSON.stringify(wanted) === JSON.stringify(held.applied)) return;
      const next = openWith(wanted); // starts no process before its first call
      const old = held.current;
      held.current = next;
      held.applied = wanted;
      stats.forget();
      await old.close();
    },
    kill: () => held.current.kill(),
    stats: stats.ask,
    get state() {
      const { state } = held.current;
      return state === "busy" && held.users === 0 ? "idle" : state; // it was only asked how it is
    },
    get isWorking() {
      return held.current.isWorking;
    },
    get backend() {
      return held.applied.backend === "auto" ? "cpu" : held.applied.backend;
    },
    get threads() {
      return held.applied.threads || availableParallelism();
    },
    close: () => held.current.close(),
  };
}

/** The engine of the moment, as one that never changes; each call has the one that was open when it began. */
function engineOf(held: Held): Engine {
  async function using<T>(work: (engine: Answers) => Promise<T>): Promise<T> {
    held.users++;
    try {
      return await work(held.current);
    } finally {
      held.users--;
    }
  }
  async function* streaming<T, R>(work: (engine: Streams) => AsyncGenerator<T, R>): AsyncGenerator<T, R> {
    held.users++;
    try {
      return yield* work(held.current);
    } finally {
      held.users--;
    }
  }
  return {
    ...makeCalls({
      answer:
        (name) =>
        (...args) =>
          using((one) => one[name](...args)),
      stream:
        (name) =>
        (...args) =>
          streaming((one) => one[name](...args)),
    }),
    close: () => held.current.close(),
  };
}

/** What the engine says of itself, asked for one question at a time. */
function openStats(held: Held, clock: Clock) {
  let last: EngineStats | undefined;
  /** A question that has not been answered yet; a second one would not be answered sooner. */
  let asking: Promise<void> | undefined;
  async function look(asked: ProcessEngine): Promise<void> {
    const told = await asked.stats().catch(() => undefined); // it ended meanwhile
    if (asked === held.current) last = told;
    asking = undefined;
  }
  return {
    forget() {
      last = undefined;
    },
    async ask(): Promise<EngineStats | undefined> {
      if (held.current.state === "absent") return undefined; // asking would start it
      if (held.users === 0) {
        asking ??= look(held.current);
        await Promise.race([asking, elapsed(clock, statsPatience)]);
      }
      return last;
    },
  };
}
