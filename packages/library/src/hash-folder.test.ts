import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printSafetensors } from "@danfang/formats";
import { beforeAll, expect, it } from "vitest";
import { openHashes } from "./open-hashes.ts";

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "danfang-test-"));
  return () => rm(home, { recursive: true });
});

/** Weights of one number. */
const weights = (value: number) =>
  printSafetensors([
    { name: "conv_in.weight", dtype: "F32", shape: [1], data: new Uint8Array(Float32Array.of(value).buffer) },
  ]);

/** A pipeline's folder; all have the same `model_index.json`. */
async function pipeline(name: string, parts: Readonly<Record<string, number>>): Promise<string> {
  const folder = join(home, name);
  for (const [part, value] of Object.entries(parts)) {
    await mkdir(join(folder, part), { recursive: true });
    const file = part === "text_encoder" ? "model.safetensors" : "diffusion_pytorch_model.safetensors";
    await writeFile(join(folder, part, file), weights(value));
  }
  await writeFile(join(folder, "model_index.json"), "{}");
  return folder;
}

it("a pipeline's hash is that of its weights: another with any part, and with nothing else", async () => {
  const hashes = openHashes(join(home, "hashes.json"));
  const same = { unet: 1, vae: 2, text_encoder: 3 };
  const [one, twin] = [await pipeline("one", same), await pipeline("twin", same)];
  const sha256 = await hashes.sha256(one);
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(await hashes.sha256(twin)).toBe(sha256);
  expect(await hashes.sha256(join(one, "model_index.json"))).toBe(sha256);
  for (const part of Object.keys(same)) {
    const other = await pipeline(`other-${part}`, { ...same, [part]: 9 });
    expect(await hashes.sha256(other), part).not.toBe(sha256);
  }
});

it("every hash of a pipeline is known or read, and no folder is opened as a file", async () => {
  const hashes = openHashes(join(home, "others.json"));
  const folder = await pipeline("three", { unet: 4, vae: 5 });
  expect(await hashes.known(folder)).toBeUndefined();
  const learnt: string[] = [];
  hashes.watch((path) => learnt.push(path));
  const { sha256, autoV1, tensorSha256 } = await hashes.all(folder);
  expect([await hashes.known(folder), await hashes.tensorSha256(folder), tensorSha256]).toEqual([
    sha256,
    sha256,
    sha256,
  ]);
  expect(sha256.startsWith(autoV1)).toBe(true);
  expect(learnt).toContain(folder);
});
