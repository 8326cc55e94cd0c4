import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let home = "";
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "danfang-"));
});
const started: ChildProcess[] = [];
afterEach(async () => {
  for (const child of started.splice(0)) child.kill("SIGKILL"); // only does anything after a failure
  await rm(home, { recursive: true, force: true });
});

interface Run {
  readonly child: ChildProcess;
  /** The next message the process sends. */
  message(): Promise<unknown>;
  readonly ended: Promise<{ status: number | null; stdout: string; stderr: string }>;
}

function start(
  file: string,
  args: readonly string[],
  env: Record<string, string> = {},
  stdout: "pipe" | number = "pipe",
): Run {
  const child = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url)), ...args], {
    env: { ...process.env, LC_ALL: "C", DANFANG_HOME: home, ...env },
    stdio: ["ignore", stdout, "pipe", "ipc"],
  });
  started.push(child);
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name]?.setEncoding("utf8").on("data", (text: string) => {
      texts[name] += text;
    });
  const ended = once(child, "close").then(([status]) => ({ status: status as number | null, ...texts }));
  return { child, ended, message: async () => (await once(child, "message"))[0] };
}

describe("danfang as a process", () => {
  it("answers --help and a mistake with status 0 and 2, each on its own stream", async () => {
    expect(await start("main.ts", ["--help"]).ended).toMatchObject({ status: 0, stderr: "" });
    expect(await start("main.ts", ["promt"]).ended).toMatchObject({ status: 2, stdout: "" });
  });

  it("colours nothing on a pipe, whatever FORCE_COLOR says of other programs", async () => {
    const { stdout, stderr } = await start("main.ts", ["nope"], { FORCE_COLOR: "3" }).ended;
    expect(stdout + stderr).not.toContain("\x1b");
  });

  it.skipIf(process.platform === "win32").each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "ends with 130 and nothing behind at %s, though it comes several times at once",
    async (signal) => {
      const run = start("testing/endless-main.ts", ["txt2img", "--prompt", "x", "--out", home, "--json"]);
      expect(await run.message()).toBe("painting");
      for (let times = 0; times < 3; times++) run.child.kill(signal);
      const { status, stdout, stderr } = await run.ended;
      expect({ status, stderr }).toEqual({ status: 130, stderr: "" });
      expect(JSON.parse(stdout).error.code).toBe("workbench/cancelled");
      expect(await readdir(home)).toEqual([]);
    },
  );

  it.skipIf(process.platform === "win32")("waits for what is held by nothing, rather than give up on it", async () => {
    const run = start("testing/endless-main.ts", ["txt2img", "--prompt", "slow", "--out", home, "--json"]);
    expect(await run.message()).toBe("painting");
    run.child.kill("SIGINT");
    expect((await run.ended).status).toBe(130); // 13: the loop was empty although somebody waited
  });

  it.skipIf(process.platform !== "linux").each([["prompt", "a fox"], ["inspect", "nothing", "--json"], ["--help"]])(
    "says in words that its results found no room, and fails: danfang %s",
    async (...args) => {
      const full = openSync("/dev/full", "w");
      const { status, stderr } = await start("main.ts", args, {}, full).ended;
      closeSync(full);
      expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining("[cli/resultsLost]") });
      expect(stderr).not.toContain("node:internal");
    },
  );

  it.skipIf(process.platform === "win32")("ends at once when interrupted again", async () => {
    const run = start("testing/endless-main.ts", ["txt2img", "--prompt", "deaf", "--out", home]);
    expect(await run.message()).toBe("painting");
    run.child.kill("SIGINT");
    expect(await run.message()).toBe("asked to stop");
    const pressing = setInterval(() => run.child.kill("SIGINT"), 50);
    expect((await run.ended).status).toBe(130);
    clearInterval(pressing);
  });
});
