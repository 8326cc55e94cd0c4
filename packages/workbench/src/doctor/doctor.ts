import { access, constants, mkdir, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism, cpus, freemem, totalmem } from "node:os";
import { join } from "node:path";
import { modelKinds, printBytes } from "@danfang/domain";
import { type Engine, listBackends } from "@danfang/engine";
import { findModels } from "@danfang/library";
import { type Places, starterRoot } from "../places/places.ts";

/** One thing that must be right, and what to do where it is not. */
export interface Check {
  readonly name: string;
  readonly state: "ok" | "warn" | "fail";
  readonly detail: string;
  readonly hint?: string;
}

const wantedNode = 24;
/** A full-size SD1.5 picture was painted in less than this; see docs/performance.md. */
const comfortableMemory = 8e9;

function nodeCheck(): Check {
  const isNew = Number(process.versions.node.split(".")[0]) >= wantedNode;
  const detail = process.version;
  if (isNew) return { name: "node", state: "ok", detail };
  return {
    name: "node",
    state: "fail",
    detail,
    hint: `Node ${wantedNode} comes with \`npm install\`: start with ./danfang.`,
  };
}

function memoryCheck(): Check {
  const detail = `${printBytes(totalmem())}, ${printBytes(freemem())} free`;
  if (totalmem() >= comfortableMemory) return { name: "memory", state: "ok", detail };
  const hint = "Full-size models at 512×512 may not fit; the starter model does.";
  return { name: "memory", state: "warn", detail, hint };
}

async function homeCheck({ home }: Places): Promise<Check> {
  try {
    await mkdir(home, { recursive: true });
    await access(home, constants.W_OK);
    return { name: "home", state: "ok", detail: home };
  } catch {
    const hint = "Make the folder writable, or choose another with --home or DANFANG_HOME.";
    return { name: "home", state: "fail", detail: `${home} cannot be written`, hint };
  }
}

async function starterCheck(): Promise<Check> {
  const file = join(starterRoot, "models/Stable-diffusion/starter-emoji.safetensors");
  const info = await stat(file).catch(() => undefined);
  if (info?.isFile()) return { name: "starter", state: "ok", detail: printBytes(info.size) };
  const hint = "Fetch the repository again, with its large files.";
  return { name: "starter", state: "fail", detail: `not at ${file}`, hint };
}

async function modelsCheck({ home, roots }: Places): Promise<Check> {
  const own = await findModels(
    roots.filter((root) => root !== starterRoot),
    "checkpoint",
  );
  if (own.length > 0) return { name: "checkpoints", state: "ok", detail: `${own.length}` };
  const hint = `Put some into ${join(home, modelKinds.checkpoint.folders.danfang[0])}, or name a folder with --models DIR.`;
  return { name: "checkpoints", state: "warn", detail: "only the starter", hint };
}

async function speedCheck(engine: Engine): Promise<Check> {
  try {
    const gflops = (await engine.measurePeak()) / 1e9;
    return { name: "speed", state: "ok", detail: `${Math.round(gflops)} Gflop/s in a float32 matrix product` };
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    return { name: "speed", state: "fail", detail, hint: "Install again: delete node_modules and start ./danfang." };
  }
}

function runtimeCheck(): Check {
  const { version } = createRequire(import.meta.url)("onnxruntime-node/package.json") as { version: string };
  return { name: "onnxruntime", state: "ok", detail: `${version}: ${listBackends().join(", ")}` };
}

/** Looks at everything that painting needs, and says of each whether it is right. Takes about a second. */
export async function doctor(places: Places, engine: Engine): Promise<Check[]> {
  const cpu = `${cpus()[0]?.model.trim() ?? "unknown"}, ${availableParallelism()} threads`;
  return [
    nodeCheck(),
    { name: "cpu", state: "ok", detail: cpu },
    memoryCheck(),
    runtimeCheck(),
    await homeCheck(places),
    await starterCheck(),
    await modelsCheck(places),
    await speedCheck(engine),
  ];
}
