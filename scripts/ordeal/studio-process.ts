import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { childrenOf, isAlive } from "./processes.ts";
import { until } from "./until.ts";

const program = join(import.meta.dirname, "../../apps/cli/src/main.ts");
const monitor = join(import.meta.dirname, "loop-monitor.ts");

export interface StartOptions {
  readonly home: string;
  readonly args: readonly string[];
  /** The user id to run as; needs root. */
  readonly uid: number;
  /** Seconds for it to listen. */
  readonly patience: number;
}

/** Stands where a studio gave no answer at all. */
const noAnswer = 0;

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the studio answers; each ordeal looks at what it needs
  readonly body: any;
  readonly milliseconds: number;
}

/** A `danfang studio` as people start it. */
export interface StudioProcess {
  readonly pid: number;
  readonly home: string;
  readonly url: string;
  readonly log: () => string;
  get(path: string, seconds?: number): Promise<Answer>;
  send(method: string, path: string, body: unknown, seconds?: number): Promise<Answer>;
  sendText(method: string, path: string, body: string | undefined, seconds?: number): Promise<Answer>;
  upload(path: string, name: string, text: string, seconds?: number): Promise<Answer>;
  /** Orders a small picture of the starter, and tells the job's id. */
  order(request?: object): Promise<Answer>;
  /** Jobs by id. */
  // biome-ignore lint/suspicious/noExplicitAny: see Answer
  job(id: string): Promise<any>;
  /** The job once it has ended. */
  // biome-ignore lint/suspicious/noExplicitAny: see Answer
  ended(id: string, seconds?: number): Promise<any>;
  engines(): number[];
  signal(signal: NodeJS.Signals): void;
  /** Exit status or signal, once it is gone; undefined if it is still there after so long. */
  gone(seconds: number): Promise<string | undefined>;
  readonly isAlive: boolean;
  /** Longest turn of the event loop since the last call, milliseconds of processor time. */
  longestTurn(): Promise<number>;
  destroy(): Promise<void>;
}

/** Starts a studio and waits until it listens. Throws with what it said if it ends before. */
export async function startStudio({ home, args = [], uid, patience = 30 }: Partial<StartOptions> & { home: string }) {
  const user = uid === undefined ? {} : { uid, gid: uid };
  const child: ChildProcess = spawn(
    process.execPath,
    ["--import", monitor, program, "studio", "--json", "--home", home, "--port", "0", ...args],
    { stdio: ["ignore", "pipe", "pipe", "ipc"], env: { ...process.env, LANG: "en_US.UTF-8", NO_COLOR: "1" }, ...user },
  );
  let said = "";
  let log = "";
  child.stdout!.on("data", (bytes) => {
    said += bytes;
  });
  child.stderr!.on("data", (bytes) => {
    log += bytes;
  });
  const exit = once(child, "exit").then(([code, signal]) => String(signal ?? code));
  const isReady = () => said.includes("\n") || !isAlive(child.pid!);
  await until("the studio listens", isReady, patience).catch((error) => {
    child.kill("SIGKILL");
    throw error;
  });
  if (!said.includes("url")) throw new Error(`the studio did not start: ${said} ${log}`);
  return overProcess(child, home, (JSON.parse(said) as { url: string }).url, () => log, exit);
}

function overProcess(
  child: ChildProcess,
  home: string,
  url: string,
  log: () => string,
  exit: Promise<string>,
): StudioProcess {
  const pid = child.pid!;
  const ask = async (path: string, seconds: number, init: RequestInit = {}): Promise<Answer> => {
    const start = performance.now();
    const took = () => Math.round(performance.now() - start);
    try {
      const response = await fetch(new URL(path, url), { ...init, signal: AbortSignal.timeout(seconds * 1000) });
      const text = await response.text();
      const isJson = response.headers.get("Content-Type")?.includes("json");
      return { status: response.status, body: isJson ? JSON.parse(text) : text, milliseconds: took() };
    } catch (error) {
      return { status: noAnswer, body: { code: String(error) }, milliseconds: took() };
    }
  };
  const studio: StudioProcess = {
    pid,
    home,
    url,
    log,
    get: (path, seconds = 30) => ask(path, seconds),
    send: (method, path, body, seconds = 30) => studio.sendText(method, path, JSON.stringify(body), seconds),
    sendText: (method, path, body, seconds = 30) =>
      ask(path, seconds, { method, headers: { "Content-Type": "application/json" }, body: body ?? null }),
    upload(path, name, text, seconds = 60) {
      const body = new FormData();
      body.set("file", new File([text], name));
      return ask(path, seconds, { method: "POST", body });
    },
    order: (request = {}) =>
      studio.send("POST", "/v1/jobs", {
        request: { prompt: "red apple", sampler: "Euler", steps: 4, width: 64, height: 64, seed: 7, ...request },
      }),
    job: async (id) => (await studio.get(`/v1/jobs/${id}`)).body,
    async ended(id, seconds = 60) {
      let job = await studio.job(id);
      await until(
        `job ${id} ends`,
        async () => {
          job = await studio.job(id);
          return job.finishedAt !== undefined;
        },
        seconds,
      );
      return job;
    },
    engines: () => childrenOf(pid),
    signal: (signal) => child.kill(signal),
    gone: (seconds) => Promise.race([exit, setTimeout(seconds * 1000, undefined, { ref: false })]),
    get isAlive() {
      return isAlive(pid);
    },
    async longestTurn() {
      const answer = once(child, "message");
      child.send("longest");
      return Number((await answer)[0]);
    },
    async destroy() {
      const engines = isAlive(pid) ? studio.engines() : [];
      child.kill("SIGKILL");
      for (const engine of engines) if (isAlive(engine)) process.kill(engine, "SIGKILL");
      await exit;
    },
  };
  return studio;
}
