import { availableParallelism, totalmem } from "node:os";
import { type Bytes, type Clock, systemClock } from "@danfang/domain";
import { engineErrors } from "../errors.ts";
import { type CallName, type Calls, calls } from "../orders/calls.ts";
import { type CallMade, type MethodMakers, makeCalls, splitArgs } from "../orders/engine-calls.ts";
import { listBackends } from "../runtime/ort.ts";
import type { BackendName } from "../runtime/runtime.ts";
import type { Engine } from "./engine.ts";
import type { ChildListener, EngineChild } from "./engine-child.ts";
import { type CallOptions, type EngineProcess, type EngineState, startEngineProcess } from "./engine-process.ts";
import { forkEngine } from "./fork-engine.ts";
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
      clock,
      start,
      startChild,
      onSilence,
      onOver() {
        if (running === started) running = undefined;
        if (started.pid !== undefined) onProcess?.(started.pid, "over");
      },
    });
    if (started.pid !== undefined) onProcess?.(started.pid, "started");
    return started;
  }

  function call<Name extends CallName>(made: CallMade<Name>, options: CallOptions<Name>): Promise<Calls[Name]["gives"]>;
  async function call(made: CallMade, options: CallOptions<CallName>): Promise<unknown> {
    if (options.signal?.aborted) throw engineErrors.cancelled({});
    if (!running && calls[made.call].isDoneByEnding) return undefined;
    running ??= startProcess();
    return running.call(made, options);
  }

  const ask: MethodMakers = {
    answer:
      (name) =>
      (...given) => {
        const { own: args, signal } = splitArgs(name, given);
        return call({ call: name, args }, { signal });
      },
    stream:
      (name) =>
      (...given) => {
        const { own: args, signal: stop } = splitArgs(name, given);
        return streamCall((signal, onProgress) => call({ call: name, args }, { signal, onProgress }), stop);
      },
  };

  return {
    ...makeCalls(ask),
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
