import { spawn } from "node:child_process";
import { join } from "node:path";

/** Whether tests failed, found nothing, or did not come to an end: a loop that never ends is noticed, too. */
export type Answer = "noticed" | "unnoticed" | "timeOut";

/** Milliseconds; a mutation may well make a loop endless. */
const patience = 120_000;

/** What the unit tests that a file takes part in say of it, inside its own package or app. */
export function askTests(house: string, file: string): Promise<Answer> {
  const own = file.split("/").slice(0, 2).join("/");
  const vitest = join(house, "node_modules", "vitest", "vitest.mjs");
  const args = [vitest, "related", file, "--run", "--bail", "1", "--dir", own, "--passWithNoTests"];
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const tests = spawn(process.execPath, args, { cwd: house, stdio: "ignore", detached: process.platform !== "win32" });
  const timer = setTimeout(() => {
    endAll(tests.pid);
    resolve("timeOut");
  }, patience);
  tests.on("error", reject);
  const end = () => endAll(tests.pid);
  process.once("exit", end);
  tests.on("exit", (code) => {
    process.off("exit", end);
    clearTimeout(timer);
    resolve(code === 0 ? "unnoticed" : "noticed");
  });
  return promise;
}

/** The tests and the workers that they started. */
function endAll(pid: number | undefined): void {
  if (pid === undefined) return;
  process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
}
