import { createHash } from "node:crypto";
import { mkdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { printSafetensors } from "@danfang/formats";
import { openHashes } from "@danfang/library";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../database/open-database.ts";
import { starterRoot } from "../places.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { openModels } from "./open-models.ts";

const folder = await temporaryFolder();
let serial = 0;

const tensors = (...names: string[]) =>
  printSafetensors(names.map((name) => ({ name, dtype: "F16", shape: [4, 6], data: new Uint8Array(48) })));

async function openNew() {
  const root = join(folder, `root-${++serial}`);
  const file = join(folder, `${serial}.sqlite`);
  const plant = async (path: string, bytes: Uint8Array | string) => {
    await mkdir(join(root, path, ".."), { recursive: true });
    await writeFile(join(root, path), bytes);
    return join(root, path);
  };
  let changes = 0;
  const open = (roots = [root]) =>
    openModels({
      database: openDatabase(file).database,
      hashes: openHashes(join(folder, `${serial}-hashes.json`)),
      roots: async () => roots,
      onChange: () => changes++,
    });
  return { root, plant, open, changes: () => changes };
}

describe("the list of models", () => {
  it("tells of each file, by kind, what its header says", async () => {
    const { plant, open } = await openNew();
    await plant("models/Lora/style/gold.safetensors", tensors("lora_unet_x.lora_down.weight"));
    await plant("models/VAE/soft.safetensors", tensors("decoder.conv_in.weight"));
    await plant("embeddings/ink.pt", "older");
    await plant("models/Stable-diffusion/half.safetensors", tensors("model.diffusion_model.x").subarray(0, 30));
    await plant("models/Stable-diffusion/lora-in-wrong-place.safetensors", tensors("a.lora_up.weight"));
    const models = open();
    expect((await models.list()).map(({ kind, name, problem }) => [kind, name, problem?.code])).toEqual([
      ["checkpoint", "half.safetensors", expect.stringMatching(/^formats\//)],
      ["checkpoint", "lora-in-wrong-place.safetensors", "models/otherKind"],
      ["vae", "soft.safetensors", undefined],
      ["lora", "style/gold.safetensors", undefined],
      ["embedding", "ink.pt", "formats/incomplete"],
    ]);
    const [lora] = await models.list("lora");
    expect(lora).toMatchObject({ stem: "gold", precision: "fp16", isStarter: false });
    expect(await models.path(lora!.id)).toBe(join(lora!.folder, "style", "gold.safetensors"));
    expect(await models.get(lora!.id)).toEqual(lora);
    expect(await models.get("nobody")).toBeUndefined();
  });

  it("knows the starter, and the size it was trained at", async () => {
    const { open } = await openNew();
    expect(await open([starterRoot]).list("checkpoint")).toMatchObject([
      { stem: "starter-emoji", isStarter: true, nativeSize: 128, family: "Stable Diffusion 1.x" },
    ]);
  });

  it("is remembered: a file of the same size and time is not opened again, another is", async () => {
    const { plant, open } = await openNew();
    const path = await plant("models/Lora/gold.safetensors", tensors("x.lora_down.weight"));
    const time = new Date(1_700_000_000_000);
    await utimes(path, time, time);
    const before = await open().list();
    expect(before[0]?.problem).toBeUndefined();
    await writeFile(path, "x".repeat((await stat(path)).size));
    await utimes(path, time, time);
    const again = open();
    expect(await again.list()).toEqual(before);
    expect(await again.refresh()).toEqual(before);
    await writeFile(path, "shorter");
    expect((await again.refresh())[0]?.problem).toBeDefined();
  });

  it("follows what comes and goes, and says so", async () => {
    const { plant, open, changes } = await openNew();
    const path = await plant("models/Lora/gold.safetensors", tensors("x.lora_down.weight"));
    const models = open();
    await models.list();
    await plant("models/Lora/silver.safetensors", tensors("x.lora_down.weight"));
    await rm(path);
    const calls = changes();
    expect((await models.refresh()).map(({ stem }) => stem)).toEqual(["silver"]);
    expect(changes()).toBe(calls + 1);
    await models.refresh();
    expect(changes()).toBe(calls + 1);
  });

  it("shows the first ten digits of a hash once it is known", async () => {
    const { plant, open } = await openNew();
    const path = await plant("models/Lora/gold.safetensors", tensors("x.lora_down.weight"));
    const models = open();
    const id = (await models.list())[0]?.id ?? "";
    const sha256 = createHash("sha256")
      .update(await readFile(path))
      .digest("hex");
    expect(await models.hash(id)).toBe(sha256);
    expect((await models.get(id))?.hash).toBe(sha256.slice(0, 10));
    expect((await models.refresh())[0]?.hash).toBe(sha256.slice(0, 10));
    await expect(models.hash("nobody")).rejects.toMatchObject({ code: "models/notFound" });
  });
});
