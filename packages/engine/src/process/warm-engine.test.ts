import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import type { OpenSetup } from "../models/model-sessions.ts";
import { openNetworkFiles } from "../models/network-files.ts";
import { keepOpenSetups } from "../models/open-setups.ts";
import { isMadeOf } from "../models/session-identity.ts";
import { SessionPool } from "../models/session-pool.ts";
import { watchedFiles } from "../models/watched-files.ts";
import { keepPreviews, type Previews } from "../preview/previews.ts";
import { openOrt } from "../runtime/ort.ts";
import { starterFile } from "../testing/starter.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { gradients } from "../testing/way-orders.ts";
import { openLocalEngine } from "./local-engine.ts";

/** What an engine keeps must never show: one that has done other things before answers as a new one does. */

const folder = await temporaryFolder();
const golden = (path: string) => fileURLToPath(new URL(`../../goldens/${path}`, import.meta.url));
const runtime = openOrt({ backend: "cpu", threads: 1 });
const pools: SessionPool[] = [];
const newPool = () => {
  const pool = new SessionPool(runtime, Number.POSITIVE_INFINITY);
  pools.push(pool);
  return pool;
};
afterAll(async () => {
  for (const pool of pools) await pool.clear();
});

const opened = await keepOpenSetups(async () => undefined).open({ checkpoint: starterFile });
const cells = { channels: 4, width: 3, height: 2 };
const latent = Float32Array.from({ length: 4 * 3 * 2 }, (_, i) => Math.sin(i));

/** Previews that nobody has asked for anything yet. */
function newPreviews(): Previews {
  const pool = newPool();
  const forget = (changed: string) => pool.forget((identity) => isMadeOf(identity, changed));
  return keepPreviews(runtime, pool, watchedFiles(forget));
}
const shown = async (previews: Previews, open: OpenSetup) => (await previews.of(open))!(latent, cells);

it("a VAE's latents look as its checkpoint scales them, whichever checkpoint had the VAE before", async () => {
  const warm = newPreviews();
  const looks = new Set<string>();
  for (const scaleFactor of [0.18215, 0.13025, 0.18215]) {
    const open = { ...opened, checkpoint: { ...opened.checkpoint, scaleFactor } };
    const look = await shown(warm, open);
    expect(look).toEqual(await shown(newPreviews(), open));
    looks.add(String(look.data));
  }
  expect(looks.size).toBe(2);
});

it("a small decoder that changed under its name draws the next preview", async () => {
  const file = join(folder, "small.safetensors");
  const open = { ...opened, setup: { ...opened.setup, previewVaes: { sd: file } } };
  const warm = newPreviews();
  await copyFile(golden("taesd/taesd_decoder.safetensors"), file);
  const before = await shown(warm, open);
  await writeFile(file, turned(await readFile(file)));
  const after = await shown(warm, open);
  expect(after).toEqual(await shown(newPreviews(), open));
  expect(after).not.toEqual(before);
});

/** A file of the same tensors whose last numbers have the other sign. */
function turned(bytes: Buffer): Buffer {
  for (let sign = bytes.length - 4000 + 3; sign < bytes.length; sign += 4) bytes[sign] = bytes[sign]! ^ 0x80;
  return bytes;
}

it("an upscaler that changed under its name enlarges the next picture", async () => {
  const file = join(folder, "larger.safetensors");
  const newEngine = () => openLocalEngine({ runtime, memoryBudget: Number.POSITIVE_INFINITY });
  const warm = newEngine();
  const order = { upscaler: { kind: "model", file } as const, image: gradients(9, 7), to: { scale: 2 } };
  await copyFile(golden("upscalers/compact-2x.safetensors"), file);
  const before = await warm.upscale(order);
  await copyFile(golden("upscalers/span-2x.safetensors"), file);
  const after = await warm.upscale(order);
  const cold = newEngine();
  expect(after).toEqual(await cold.upscale(order));
  expect(after).not.toEqual(before);
  await warm.close();
  await cold.close();
});

it("an embedding is called as the prompt calls it, whatever its file was called before", async () => {
  const files = openNetworkFiles(async () => undefined);
  const file = fileURLToPath(new URL("../../../../starter/embeddings/blue-ink.pt", import.meta.url));
  for (const name of ["ink", "Ink", "ink"]) expect(await files.embedding({ file, name })).toMatchObject({ name });
});
