import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { chooseWeights } from "./choose-weights.ts";

const made: string[] = [];
afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true }))));

/** A folder of empty files, and of indices that name shards. */
async function folderOf(...files: readonly (string | readonly [index: string, ...shards: string[]])[]) {
  const folder = await mkdtemp(join(tmpdir(), "danfang-choose-"));
  made.push(folder);
  for (const file of files) {
    const [name, ...shards] = typeof file === "string" ? [file] : file;
    const index = { weight_map: Object.fromEntries(shards.map((shard, i) => [`t${i}`, shard])) };
    await writeFile(join(folder, name), typeof file === "string" ? "" : JSON.stringify(index));
  }
  return folder;
}

const d = "diffusion_pytorch_model";

describe("weights are chosen as diffusers does when nobody asks for a variant", () => {
  it.each([
    [`${d}.safetensors`, [`${d}.bin`, `${d}.fp16.safetensors`, `${d}.non_ema.safetensors`]],
    [`${d}.bin`, [`${d}.fp16.safetensors`, `${d}.fp16.bin`]],
    [`${d}.fp16.safetensors`, [`${d}.fp16.bin`, `${d}.non_ema.safetensors`]],
    [`${d}.fp16.bin`, [`${d}.non_ema.safetensors`]],
    ["pytorch_model.bin", ["pytorch_model.fp16.bin", "model.fp16.safetensors"]],
    ["model.safetensors", ["pytorch_model.bin", "model.fp16.safetensors"]],
  ])("%s before %j", async (best, others) => {
    const chosen = await chooseWeights(await folderOf(...others.toReversed(), best), "oneFile");
    expect(chosen?.name).toBe(best);
    expect(chosen?.others).toHaveLength(others.length);
  });

  it("shards of a UNet before one file, one file of a text encoder before shards", async () => {
    const shards = [`${d}-00001-of-00002.bin`, `${d}-00002-of-00002.bin`];
    const folder = await folderOf(`${d}.bin`, ...shards, [`${d}.bin.index.json`, ...shards]);
    expect((await chooseWeights(folder, "shards"))?.files.map((file) => basename(file))).toEqual(shards);
    expect((await chooseWeights(folder, "oneFile"))?.name).toBe(`${d}.bin`);
  });

  it.each([`${d}.safetensors.index.fp16.json`, `${d}.fp16.safetensors.index.json`])(
    "half-precision shards by %s",
    async (name) => {
      const chosen = await chooseWeights(
        await folderOf(`${d}.bin`, "a.safetensors", [name, "a.safetensors"]),
        "shards",
      );
      expect(chosen?.name).toBe(`${d}.bin`);
      expect(chosen?.others).toEqual([name]);
    },
  );

  it("what is not there completely gives way to what is, and is named where nothing is", async () => {
    const index = [`${d}.safetensors.index.json`, "gone.safetensors"] as const;
    expect((await chooseWeights(await folderOf(index, `${d}.fp16.bin`), "shards"))?.name).toBe(`${d}.fp16.bin`);
    const only = await chooseWeights(await folderOf(index), "shards");
    expect(only?.files.map((file) => basename(file))).toEqual(["gone.safetensors"]);
  });

  it("none where there are none, nor a folder", async () => {
    expect(await chooseWeights(await folderOf("config.json", "optimizer.bin", "model.onnx"), "shards")).toBeUndefined();
    expect(await chooseWeights(join(await folderOf(), "nowhere"), "shards")).toBeUndefined();
  });

  it.each(["../model.safetensors", "a/b.bin", "/etc/passwd", "x.exe", ""])(
    "no shard called %j is followed",
    async (shard) => {
      const folder = await folderOf([`${d}.bin.index.json`, shard]);
      await expect(chooseWeights(folder, "shards")).rejects.toMatchObject({ code: "weights/badConfiguration" });
    },
  );
});
