import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export interface RealStudio {
  /** Without a slash at its end. */
  readonly url: string;
  /** Ends it as Ctrl-C does. */
  close(): Promise<void>;
}

/** The page as `npm start` builds it: anew whenever its sources changed. */
export async function buildPage(): Promise<void> {
  const build = spawn(process.execPath, [at("../../../scripts/prepare.mjs"), "--page"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const status = await new Promise((resolve) => build.on("close", resolve));
  if (status !== 0) throw new Error(`The page's build ended with status ${status}.`);
}

/** An empty home folder, and how to throw it away. */
export async function makeHome(): Promise<{ home: string; remove: () => Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), "danfang-real-studio-"));
  return { home, remove: () => rm(home, { recursive: true, force: true }) };
}

/** `danfang studio` in a process of its own, on a free port. */
export async function startRealStudio(home: string): Promise<RealStudio> {
  const child = spawn(process.execPath, [at("../../cli/src/main.ts"), "studio", "--port", "0", "--json"], {
    env: { ...process.env, DANFANG_HOME: home },
    stdio: ["ignore", "pipe", "inherit"],
  });
  // A test run that is interrupted takes its studios along.
  const killChild = () => child.kill("SIGKILL");
  process.once("exit", killChild);
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let told = "";
    child.stdout.on("data", (data) => {
      told += data;
      if (told.includes("\n")) resolve((JSON.parse(told) as { url: string }).url.replace(/\/$/, ""));
    });
    child.on("close", (status) => reject(new Error(`The studio ended with status ${status} before it listened.`)));
  });
  return {
    url,
    async close() {
      child.kill("SIGINT");
      await ended;
      process.off("exit", killChild);
    },
  };
}
