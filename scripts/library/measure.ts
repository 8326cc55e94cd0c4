import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startStudio } from "../ordeal/studio-process.ts";

/**
 * How a studio lives with a planted library: `node scripts/library/measure.ts --library FOLDER [--legacy]`. Prints, cold
 * (nothing known of the files) and warm (all known): milliseconds from the command until it listens and until the first
 * models are listed, until all are, and the largest memory. `--legacy` asks for the whole list, as older studios only can.
 */
const { values } = parseArgs({ options: { library: { type: "string" }, legacy: { type: "boolean", default: false } } });
if (values.library === undefined) throw new Error("--library FOLDER is missing");
const library = values.library;
const roots = ["stable-diffusion-webui", "stable-diffusion-webui-forge", "ComfyUI", "danfang"];
const args = roots.flatMap((root) => ["--models", join(library, root)]);

/** Kilobytes, from what Linux tells of a process. */
async function memoryOf(pid: number, field: "VmHWM" | "VmRSS"): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]);
}

type Studio = Awaited<ReturnType<typeof startStudio>>;

async function pageOf(studio: Studio): Promise<{ listed: number; scanning: boolean }> {
  if (values.legacy) {
    const { body } = await studio.get("/v1/models", 3600);
    return { listed: body.models.length, scanning: false };
  }
  const { body } = await studio.get("/v1/models/page?limit=60", 60);
  return { listed: body.total, scanning: body.scanning };
}

async function run(name: string, home: string): Promise<void> {
  const start = performance.now();
  const since = () => Math.round(performance.now() - start);
  const studio = await startStudio({ home, args, patience: 120 });
  const listens = since();
  let page = await pageOf(studio);
  while (page.listed <= 1) {
    await setTimeout(20);
    page = await pageOf(studio);
  }
  const first = since();
  while (page.scanning) {
    await setTimeout(200);
    page = await pageOf(studio);
  }
  const all = since();
  const peak = await memoryOf(studio.pid, "VmHWM");
  const now = await memoryOf(studio.pid, "VmRSS");
  const turn = await studio.longestTurn();
  process.stdout.write(
    `${name}: listens ${listens} ms, first models ${first} ms, all ${page.listed} after ${all} ms, ` +
      `memory ${Math.round(now / 1024)} MB (peak ${Math.round(peak / 1024)}), longest turn ${Math.round(turn)} ms\n`,
  );
  await studio.destroy();
}

const home = await mkdtemp(join(tmpdir(), "danfang-measure-"));
await run("cold", home);
await run("warm", home);
await rm(home, { recursive: true });
