import { fork } from "node:child_process";
import { getCompileCacheDir } from "node:module";
import { Socket } from "node:net";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { unattended } from "@danfang/domain";
import type { ChildListener, EngineChild } from "./engine-child.ts";
import { pulseLine } from "./pulse-line.ts";

const host = fileURLToPath(new URL("host.ts", import.meta.url));
/** The end of what a process said on stderr before it died: onnxruntime's and the system's last lines. */
const lastWordsLength = 600;
/** How long last words may come in after the end, milliseconds: somebody else may hold the pipe open. */
const lastWordsPatience = 500;

/** Starts an engine process. It is ended with this one, however this one ends. */
export function forkEngine(listener: ChildListener): EngineChild {
  // No flags of ours: a debugger's or a test runner's must not be inherited.
  const child = fork(host, [], {
    serialization: "advanced",
    execArgv: [],
    env: environment(),
    stdio: ["ignore", "ignore", "pipe", "ipc", "pipe"],
  });
  const kill = () => {
    child.kill("SIGKILL");
  };
  process.on("exit", kill); // a stopped process does not notice that its parent is gone
  let lastWords = "";
  let hasEnded = false;
  function end(signal: string): void {
    if (hasEnded) return;
    hasEnded = true;
    process.off("exit", kill);
    hold(false);
    listener.onEnd({ signal, lastWords: lastWords.trim() });
  }

  /** Who cannot make sense of what it says ends it; its calls then fail, and say why. */
  const hearing = <Given extends readonly unknown[]>(work: (...given: Given) => unknown) =>
    unattended(work, ({ message }) => {
      kill();
      end(message);
    });

  const errors = child.stderr instanceof Socket ? child.stderr : undefined;
  errors?.unref().setEncoding("utf8");
  errors?.on("data", (text: string) => {
    lastWords = (lastWords + text).slice(-lastWordsLength);
  });
  const pulse = child.stdio[pulseLine];
  const line = pulse instanceof Socket ? pulse : undefined;
  line?.unref().setEncoding("utf8");
  const onPulse = hearing((text: string) => listener.onPulse(Number(text.trim().split("\n").at(-1))));
  line?.on("data", onPulse);
  line?.on("error", () => line.destroy()); // "close" follows
  line?.on("close", hearing(listener.onPulseLost));

  child.on("message", hearing(listener.onMessage));
  const onError = hearing((error: Error) => child.pid === undefined && end(error.message));
  child.on("error", onError);
  child.on("disconnect", () => child.exitCode === null && child.signalCode === null && !isDismissed && kill());
  child.once("exit", (code, signal) => {
    const how = signal ?? `exit code ${code}`;
    const endNow = hearing(() => end(how));
    const timer = setTimeout(endNow, isDismissed ? 0 : lastWordsPatience);
    child.once("close", () => {
      clearTimeout(timer);
      endNow();
    });
  });
  let isDismissed = false;

  function hold(isHeld: boolean): void {
    for (const handle of [child, child.channel]) {
      if (isHeld) handle?.ref();
      else handle?.unref();
    }
  }
  hold(false);

  return {
    pid: child.pid,
    hold,
    kill,
    send(message) {
      if (child.connected) child.send(message, () => {}); // one that ended meanwhile tells so itself
    },
    ping() {
      if (line?.writable) line.write("\n");
    },
    disconnect() {
      isDismissed = true;
      if (child.connected) child.disconnect();
    },
  };
}

/** The engine process compiles into the cache that its parent uses, if it uses one: half of its start is compiling. */
function environment(): NodeJS.ProcessEnv {
  const cache = getCompileCacheDir();
  return cache === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: dirname(cache) };
}
