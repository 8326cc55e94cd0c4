import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { GenerationRequest, type Job, type Picture } from "@danfang/domain";
import { readImageText } from "@danfang/formats";
import { greyPainter } from "@danfang/workbench/testing/grey-painter";
import sharp from "sharp";
import { openDatabase } from "../database/open-database.ts";
import { openStudio } from "../open-studio.ts";

const program = fileURLToPath(new URL("studio-to-kill.ts", import.meta.url));

export interface Killing {
  readonly home: string;
  readonly kills: number;
  readonly jobs: number;
  readonly picturesPerJob: { readonly batchSize: number; readonly batchCount: number };
  /** What the jobs ask for besides. */
  readonly order: object;
  readonly kind: "grey" | "engine";
  /** Which processes die: the studio, or the engine that it started. */
  readonly victim: (kill: number, studio: number) => number | undefined;
  /** Longest life of a studio after it is ready, milliseconds. */
  readonly longestLife: number;
  /** 0 … 1. */
  readonly draw: () => number;
}

export interface Aftermath {
  readonly jobs: readonly Job[];
  readonly pictures: readonly Picture[];
  /** Files below outputs that are no whole picture, or of which the gallery does not know. */
  readonly strays: readonly string[];
  readonly integrity: string;
  readonly pending: number;
}

/** Kills studios under load at moments drawn by chance, then lets the last one finish, and tells what is left. */
export async function killStudios(killing: Killing): Promise<Aftermath> {
  const { home, kills, kind, victim, longestLife, draw } = killing;
  await fill(killing);
  for (let kill = 0; kill < kills; kill++) {
    const studio = spawn(process.execPath, [program, home, kind], { stdio: ["ignore", "pipe", "inherit"] });
    await once(studio.stdout, "data");
    await setTimeout(draw() * longestLife);
    const target = victim(kill, studio.pid!);
    if (target !== undefined && target !== studio.pid) {
      process.kill(target, "SIGKILL");
      await setTimeout(draw() * longestLife); // and the studio a little later
    }
    const ended = once(studio, "exit");
    studio.kill("SIGKILL");
    await ended;
  }
  const last = await openStudio({ home, ...(kind === "grey" ? { generate: greyPainter().generate } : {}) });
  for (const { id, state } of await last.queue.list()) if (state === "failed") await last.queue.retry(id);
  const jobs = await Promise.all((await last.queue.list()).map(({ id }) => last.queue.wait(id)));
  const pictures: Picture[] = [];
  for (let page = 0; ; page++) {
    const found = await last.gallery.page({ deleted: false, offset: page * 500, limit: 500 });
    pictures.push(...found.pictures);
    if (found.pictures.length < 500) break;
  }
  const known = new Set(await Promise.all(pictures.map(({ id }) => last.gallery.file(id))));
  await last.close();
  return { jobs, pictures, strays: await straysIn(join(home, "outputs"), known), ...look(home) };
}

/** Jobs wait before the first studio is there: they are submitted to a paused one. */
async function fill({ home, jobs, picturesPerJob, order }: Killing): Promise<void> {
  const studio = await openStudio({ home, generate: greyPainter().generate });
  await studio.queue.pause();
  for (let i = 0; i < jobs; i++) {
    const request = GenerationRequest.parse({ prompt: `apple ${i}`, seed: i * 1000, ...picturesPerJob, ...order });
    await studio.queue.submit({ request, priority: 0 });
  }
  await studio.queue.resume();
  await studio.close();
}

async function straysIn(folder: string, known: ReadonlySet<string | undefined>): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const strays: string[] = [];
  for (const { parentPath, name } of entries.filter((entry) => entry.isFile())) {
    const path = join(parentPath, name);
    const isWhole = await sharp(path)
      .stats()
      .then(
        () => true,
        () => false,
      );
    if (!known.has(path) || !isWhole || readImageText(await readFile(path)) === undefined) strays.push(path);
  }
  return strays;
}

function look(home: string): { integrity: string; pending: number } {
  const { database } = openDatabase(join(home, "danfang.sqlite"));
  const integrity = String(database.first("PRAGMA integrity_check")?.integrity_check);
  const pending = Number(database.first("SELECT count(*) AS n FROM pending_pictures")?.n);
  database.close();
  return { integrity, pending };
}

/** Numbers 0 … 1, the same for the same seed. Source: Numerical Recipes, "quick and dirty" LCG. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
