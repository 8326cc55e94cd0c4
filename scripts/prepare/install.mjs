import { spawn, spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { Failure } from "./failure.mjs";
import { findNpm } from "./find-npm.mjs";
import { agreesWithLockFile, hasStamp, ownNode, stampFile, writeStamp } from "./installed.mjs";

/** Milliseconds that npm has to stop. */
const patience = 1500;

/** Is everything installed that the lock file lists? A stamp answers in milliseconds; without one it is looked up. */
export function isInstalled(root) {
  if (hasStamp(root)) return true;
  if (!agreesWithLockFile(root) || nodeProblem(root)) return false;
  writeStamp(root);
  return true;
}

/** Installs exactly what the lock file says, and leaves the stamp only when Danfang's own Node.js then runs. */
export async function install(root) {
  rmSync(stampFile(root), { force: true });
  await npmCi(root);
  const problem = nodeProblem(root);
  if (problem)
    throw new Failure(
      `Danfang's own Node.js was installed into node_modules but does not run: ${problem}.`,
      "If `npm config get ignore-scripts` says true, run: npm ci --ignore-scripts=false. " +
        "On Linux, Danfang needs glibc: Alpine and others built on musl cannot run it.",
    );
  writeStamp(root);
}

/** What is wrong with Danfang's own Node.js; undefined when it runs and is the version that package.json names. */
function nodeProblem(root) {
  const { stdout, error } = spawnSync(ownNode(root), ["--version"], { encoding: "utf8" });
  const wanted = `v${JSON.parse(readFileSync(join(root, "package.json"), "utf8")).dependencies.node}`;
  const found = stdout?.trim();
  return found === wanted ? undefined : (error?.message ?? `it says "${found}", not "${wanted}"`);
}

async function npmCi(root) {
  const npm = findNpm();
  if (!npm)
    throw new Failure(
      "npm was not found, and Danfang installs itself with it.",
      "npm comes with Node.js: get both from https://nodejs.org and try again.",
    );
  const quiet = ["--loglevel=error", "--no-progress", "--no-fund", "--no-audit"];
  const args = [...npm.args, "ci", "--include=dev", "--include=optional", ...quiet];
  const { code, signal, output } = await run(npm, args, root);
  if (code === 0) return;
  if (signal || code === 130) throw new Failure("Interrupted.", "The next start tries again.", { exitCode: 130 });
  process.stderr.write(output);
  throw new Failure("The installation did not finish; npm's own words are above.", whatToDo(output));
}

/** Runs to the end and keeps what was said. Ctrl-C reaches npm by itself; a kill of this process is passed on. */
function run({ file, shell }, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, shell, env: environment(), stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let signal;
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => (output += text));
    const pass = (name) => {
      signal = name;
      if (name !== "SIGINT") child.kill(name);
      setTimeout(() => child.kill("SIGKILL"), patience).unref(); // npm first tidies up what is thrown away anyway
    };
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const name of signals) process.on(name, pass);
    child.on("error", reject);
    child.on("close", (code, killedBy) => {
      for (const name of signals) process.off(name, pass);
      resolve({ code, signal: signal ?? killedBy, output });
    });
  });
}

/** The caller's environment, less what would install only a part, plus: never fetch CUDA (about 400 MB). */
function environment() {
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: "skip" };
  const partial = /^npm_config_(workspaces?|include_workspace_root|omit|only|production|global|dry_run|json|prefix)$/i;
  for (const name of Object.keys(env)) if (partial.test(name)) delete env[name];
  return env;
}

function whatToDo(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET|ENETUNREACH|network/i.test(output))
    return (
      "The npm registry was not reached. Check the connection (or the proxy), then start again. " +
      "Where it is slow, a mirror helps: npm config set registry <its address>."
    );
  if (/EBUSY|EPERM/.test(output)) return "Close every running Danfang and its windows, then run: npm ci";
  if (/ENOSPC/.test(output)) return "The drive is full: about 1 GB is needed. Make room, then start again.";
  if (/EACCES|EROFS/.test(output)) return "Danfang's folder must be writable for its first start.";
  if (/npm ci.*in sync/s.test(output)) return "A package.json was changed by hand: run npm install.";
  return "Start again; if it fails the same way, run npm ci in Danfang's folder to see more.";
}
