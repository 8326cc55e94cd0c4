import { availableParallelism, totalmem } from "node:os";
import { type Bytes, type Clock, systemClock } from "@danfang/domain";
import { engineErrors } from "../errors.ts";
import { listBackends } from "../runtime/ort.ts";
import type { BackendName } from "../runtime/runtime.ts";
import type { Engine } from "./engine.ts";
import type { ChildListener, EngineChild } from "./engine-child.ts";
import { type EngineProcess, type EngineState, startEngineProcess } from "./engine-process.ts";
import { forkEngine } from "./fork-engine.ts";
import type { CallName, Calls } from "./protocol.ts";
import { streamCall } from "./stream-call.ts";

export interface EngineOptions {
  readonly backend?: BackendName | "auto";
  readonly threads?: number | undefined;
  /** What the weights of loaded sessions may take together; 60 % of the machine's memory when absent. */
  readonly memoryBudget?: Bytes;
  /** Its process gives no sign of life though somebody waits for it; or it does again, or is gone. */
  readonly onSilence?: (isSilent: boolean) => void;
  /** A process was started for it, or is of no more use. */
  readonly onProcess?: (pid: number, state: "started" | "over") => void;
  /** For tests: time, and a process. */
  readonly clock?: Clock;
  readonly startChild?: (listener: ChildListener) => EngineChild;
}

/** An engine that can be ended from outside, whatever it is doing. */
export interface ProcessEngine extends Engine {
  /** How its process is, without asking it; `absent` before its first call and after it ended. */
  readonly state: EngineState | "absent";
  /** Whether its process computed or read something of late. */
  readonly isWorking: boolean;
  /** Ends the process at once: its calls fail with `engine/crashed`, the next call starts a new one. */
  kill(): void;
}

/**
 * The engine in a process of its own, started at the first call. If that process dies or hangs, the calls it had fail and
 * the next call starts a new one; the caller's process and its event loop are never touched. Every call ends, whatever
 * becomes of the process: see {@link EngineProcess}.
 *
 * Errors: `engine/unknownBackend`.
 */
export function openEngine({
  backend = "auto",
  threads,
  memoryBudget,
  onSilence,
  onProcess,
  clock = systemClock,
  startChild = forkEngine,
}: EngineOptions = {}): ProcessEngine {
  const chosen = backend === "auto" ? "cpu" : backend;
  const available = listBackends();
  if (!available.includes(chosen)) throw engineErrors.unknownBackend({ backend: chosen, available });
  const start = {
    type: "start",
    backend: chosen,
    threads: threads ?? availableParallelism(),
    memoryBudget: memoryBudget ?? totalmem() * 0.6,
  } as const;
  let running: EngineProcess | undefined;

  function startProcess(): EngineProcess {
    const started: EngineProcess = startEngineProcess({
      ...{ clock, start, startChild, onSilence },
      onOver() {
        if (running === started) running = undefined;
        if (started.pid !== undefined) onProcess?.(started.pid, "over");
      },
    });
    if (started.pid !== undefined) onProcess?.(started.pid, "started");
    return started;
  }

  async function call<Name extends CallName>(
    name: Name,
    args: Calls[Name]["takes"],
    signal?: AbortSignal,
    onProgress?: (told: unknown) => void,
  ): Promise<Calls[Name]["gives"]> {
    if (signal?.aborted) throw engineErrors.cancelled({});
    running ??= startProcess();
    return running.call(name, args, { signal, ...(onProgress ? { onProgress } : {}) });
  }

  const stream = <Name extends CallName>(
    name: Name,
    args: Calls[Name]["takes"],
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Calls[Name]["tells"], Calls[Name]["gives"]> =>
    streamCall((stop, onProgress) => call(name, args, stop, onProgress as (told: unknown) => void), signal);

  return {
    load: (setup, signal) => call("load", { setup }, signal),
    encode: (setup, prompts, options) => call("encode", { setup, prompts, options }),
    denoise: (setup, order, signal) => stream("denoise", { setup, order }, signal),
    encodeImage: (setup, image, options) => call("encodeImage", { setup, image, options }),
    decode: (setup, latent, signal) => call("decode", { setup, latent }, signal),
    paint: (order, signal) => stream("paint", { order }, signal),
    upscale: (order, signal) => call("upscale", { order }, signal),
    unload: async () => {
      await running?.call("unload", {});
    },
    stats: () => call("stats", {}),
    measurePeak: () => call("measurePeak", {}),
    get state() {
      return running?.state ?? "absent";
    },
    get isWorking() {
      return running?.isWorking ?? false;
    },
    kill: () => running?.kill(),
    async close() {
      await running?.close();
    },
  };
}
