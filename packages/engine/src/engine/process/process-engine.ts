import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { getCompileCacheDir } from "node:module";
import { availableParallelism, totalmem } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { type Bytes, errorFrom } from "@danfang/domain";
import { engineErrors } from "../../errors.ts";
import { listBackends } from "../../runtime/ort.ts";
import type { BackendName } from "../../runtime/runtime.ts";
import type { Engine } from "../engine.ts";
import type { CallName, Calls, FromEngine, ToEngine } from "./protocol.ts";

export interface EngineOptions {
  readonly backend?: BackendName | "auto";
  readonly threads?: number | undefined;
  /** What the weights of loaded sessions may take together; 60 % of the machine's memory when absent. */
  readonly memoryBudget?: Bytes;
}

/** An engine that can be ended from outside, whatever it is doing. */
export interface ProcessEngine extends Engine {
  /** Ends the process at once: its calls fail with `engine/crashed`, the next call starts a new one. */
  kill(): void;
}

interface Pending {
  readonly doing: string;
  readonly onProgress: ((told: unknown) => void) | undefined;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** A running engine process and the calls that it has not answered. */
interface Running {
  readonly child: ChildProcess;
  readonly pending: Map<number, Pending>;
}

const host = fileURLToPath(new URL("host.ts", import.meta.url));
/** The end of what a process said on stderr before it died: onnxruntime's and the system's last lines. */
const lastWordsLength = 600;

const sentences: Readonly<Record<CallName, string>> = {
  load: "load the model",
  encode: "encode the prompt",
  denoise: "denoise",
  encodeImage: "encode the picture",
  decode: "decode the picture",
  paint: "paint",
  upscale: "enlarge the picture",
  unload: "unload the models",
  stats: "tell its memory",
  measurePeak: "measure its speed",
};

/**
 * The engine in a process of its own, started at the first call. If that process dies, the calls it had fail with
 * `engine/crashed` and the next call starts a new one; the caller's process and its event loop are never touched.
 *
 * Errors: `engine/unknownBackend`.
 */
export function openEngine({ backend = "auto", threads, memoryBudget }: EngineOptions = {}): ProcessEngine {
  const chosen = backend === "auto" ? "cpu" : backend;
  const available = listBackends();
  if (!available.includes(chosen)) throw engineErrors.unknownBackend({ backend: chosen, available });
  const start: ToEngine = {
    type: "start",
    backend: chosen,
    threads: threads ?? availableParallelism(),
    memoryBudget: memoryBudget ?? totalmem() * 0.6,
  };
  let running: Running | undefined;
  let serial = 0;

  function spawn(): Running {
    // No flags of ours: a debugger's or a test runner's must not be inherited.
    const child = fork(host, [], {
      serialization: "advanced",
      execArgv: [],
      env: environment(),
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    const started: Running = { child, pending: new Map() };
    let lastWords = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      lastWords = (lastWords + text).slice(-lastWordsLength);
    });
    child.on("message", (message: FromEngine) => settle(started, message));
    child.on("error", () => undefined); // "exit" or "close" follows and tells the calls
    child.once("exit", () => {
      if (running === started) running = undefined;
    });
    child.once("close", (code, signal) => {
      const facts = { signal: signal ?? `exit code ${code}`, lastWords: lastWords.trim() };
      fail(started, (doing) => engineErrors.crashed({ ...facts, doing }));
    });
    child.unref();
    child.channel?.unref();
    (child.stderr as unknown as { unref?: () => void } | null)?.unref?.();
    child.send(start);
    return started;
  }

  function fail({ pending }: Running, errorOf: (doing: string) => Error): void {
    for (const { doing, reject } of pending.values()) reject(errorOf(doing));
    pending.clear();
  }

  function settle({ child, pending }: Running, message: FromEngine): void {
    const call = pending.get(message.id);
    if (!call) return;
    if (message.type === "progress") {
      call.onProgress?.(message.told);
      return;
    }
    pending.delete(message.id);
    if (pending.size === 0) child.channel?.unref();
    if (message.type === "done") call.resolve(message.value);
    else call.reject(errorFrom(message.problem));
  }

  function call<Name extends CallName>(
    name: Name,
    args: Calls[Name]["takes"],
    { signal, onProgress }: { signal?: AbortSignal | undefined; onProgress?: (told: unknown) => void } = {},
  ): Promise<Calls[Name]["gives"]> {
    if (signal?.aborted) return Promise.reject(engineErrors.cancelled({}));
    running ??= spawn();
    const { child, pending } = running;
    const id = serial++;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    pending.set(id, { doing: sentences[name], onProgress, resolve, reject });
    child.channel?.ref(); // while a call is open the process must not end; between calls it may
    child.send({ type: "call", id, call: name, args } as ToEngine);
    const cancel = () => child.connected && child.send({ type: "cancel", id } satisfies ToEngine);
    signal?.addEventListener("abort", cancel, { once: true });
    return promise.finally(() => signal?.removeEventListener("abort", cancel)) as Promise<Calls[Name]["gives"]>;
  }

  /** A call that tells something on the way, as a generator. Who stops listening wants no more of it. */
  async function* stream<Name extends CallName>(
    name: Name,
    args: Calls[Name]["takes"],
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Calls[Name]["tells"], Calls[Name]["gives"]> {
    const abandoned = new AbortController();
    const stop = AbortSignal.any([abandoned.signal, ...(signal ? [signal] : [])]);
    const arrived: Calls[Name]["tells"][] = [];
    let wake = Promise.withResolvers<void>();
    const onProgress = (told: unknown) => {
      arrived.push(told as Calls[Name]["tells"]);
      wake.resolve();
    };
    let isDone = false;
    const result = call(name, args, { signal: stop, onProgress }).finally(() => {
      isDone = true;
      wake.resolve();
    });
    result.catch(() => undefined); // awaited below, after the last progress
    try {
      while (!isDone || arrived.length > 0) {
        if (arrived.length > 0) yield arrived.shift()!;
        else {
          await wake.promise;
          wake = Promise.withResolvers<void>();
        }
      }
      return await result;
    } finally {
      abandoned.abort();
    }
  }

  return {
    load: (setup, signal) => call("load", { setup }, { signal }),
    encode: (setup, prompts, options) => call("encode", { setup, prompts, options }),
    denoise: (setup, order, signal) => stream("denoise", { setup, order }, signal),
    encodeImage: (setup, image, options) => call("encodeImage", { setup, image, options }),
    decode: (setup, latent, signal) => call("decode", { setup, latent }, { signal }),
    paint: (order, signal) => stream("paint", { order }, signal),
    upscale: (order, signal) => call("upscale", { order }, { signal }),
    unload: async () => {
      if (running) await call("unload", {});
    },
    stats: () => call("stats", {}),
    measurePeak: () => call("measurePeak", {}),
    kill: () => void running?.child.kill("SIGKILL"),
    async close() {
      const closing = running;
      if (!closing) return;
      running = undefined;
      fail(closing, () => engineErrors.cancelled({})); // "close" does not follow a disconnect
      const { child } = closing;
      if (child.exitCode !== null || child.signalCode !== null) return; // it died by itself
      const exited = once(child, "exit");
      child.ref();
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}

/** The engine process compiles into the cache that its parent uses, if it uses one: half of its start is compiling. */
function environment(): NodeJS.ProcessEnv {
  const cache = getCompileCacheDir();
  return cache === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: dirname(cache) };
}
