import { symlink } from "node:fs/promises";
import { join } from "node:path";
import type { ShelfKind } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { findModels } from "./find-models.ts";
import { foldersOf } from "./folders.ts";
import { plantFiles } from "./testing/plant-files.ts";

const namesIn = async (root: string, kind: "checkpoint" | "vae" = "checkpoint") =>
  (await findModels([root], kind)).map(({ name }) => name);

describe("models are found where each program keeps them", () => {
  it.each([
    ["AUTOMATIC1111 and Forge", "models/Stable-diffusion", "models/VAE"],
    ["ComfyUI", "models/checkpoints", "models/vae"],
    ["Stability Matrix", "Models/StableDiffusion", "Models/VAE"],
    ["a models folder of the WebUI's", "Stable-diffusion", "VAE"],
    ["a models folder of ComfyUI's", "checkpoints", "vae"],
  ])("%s", async (_, checkpoints, vaes) => {
    const root = await plantFiles(
      ...[`${checkpoints}/anime/a.safetensors`, `${checkpoints}/b.safetensors`, `${checkpoints}/b.yaml`],
      ...[`${checkpoints}/b.ckpt`, `${vaes}/c.safetensors`, "outputs/d.safetensors", "models/Lora/e.safetensors"],
    );
    expect(await namesIn(root)).toEqual(["anime/a.safetensors", "b.ckpt", "b.safetensors"]);
    expect(await namesIn(root, "vae")).toEqual(["c.safetensors"]);
    expect(await foldersOf(root, "checkpoint")).toEqual([join(root, checkpoints)]);
  });

  it("in a folder that is nobody's installation, which is taken for checkpoints", async () => {
    const root = await plantFiles("x.safetensors", "sub/y.safetensors");
    expect(await namesIn(root)).toEqual(["sub/y.safetensors", "x.safetensors"]);
    expect(await namesIn(root, "vae")).toEqual([]);
  });

  it("and LoRAs, embeddings, upscalers and preview networks likewise", async () => {
    const root = await plantFiles(
      ...["extensions/sd-webui-additional-networks/models/lora/a.safetensors", "models/LyCORIS/b.safetensors"],
      ...["models/Lora/c.pt", "models/hypernetworks/None.pt", "models/hypernetworks/d.pt", "embeddings/e.pt"],
      ...[
        "embeddings/e.preview.png",
        "embeddings/f.webp",
        "models/ESRGAN/g.pth",
        "models/upscale_models/h.safetensors",
      ],
      ...["models/VAE-approx/i.pt", "models/sd-1/lora/j.safetensors", "models/Stable-diffusion/k.vae.pt"],
    );
    const stems = async (kind: ShelfKind) => (await findModels([root], kind)).map(({ stem }) => stem);
    expect(await stems("lora")).toEqual(["c", "b", "a", "j"]);
    expect(await stems("hypernetwork")).toEqual(["d"]);
    expect(await stems("embedding")).toEqual(["e", "f"]);
    expect(await stems("upscaler")).toEqual(["g", "h"]);
    expect(await stems("previewVae")).toEqual(["i"]);
    expect(await stems("vae")).toEqual(["k.vae"]);
  });

  it("and a pipeline that diffusers saved, as one", async () => {
    const root = await plantFiles(
      ...["models/diffusers/toy/model_index.json", "models/diffusers/toy/unet/diffusion_pytorch_model.safetensors"],
      ...["models/checkpoints/x.safetensors"],
    );
    const found = await findModels([root], "checkpoint");
    expect(found.map(({ name, stem, isFolder }) => [name, stem, isFolder])).toEqual([
      ["x.safetensors", "x", undefined],
      ["toy", "toy", true],
    ]);
  });

  it("but not in a folder that has only VAEs, or is not there", async () => {
    const root = await plantFiles("models/VAE/x.safetensors");
    expect(await namesIn(root)).toEqual([]);
    expect(await namesIn(join(root, "missing"))).toEqual([]);
    expect(await namesIn(join(root, "models/VAE/x.safetensors"))).toEqual([]); // a file
  });
});

describe("a list of models", () => {
  it("is in natural order, whatever the case", async () => {
    const root = await plantFiles(..."v10 v9 V2 alpha v1.5".split(" ").map((name) => `${name}.safetensors`));
    expect(await namesIn(root)).toEqual("alpha v1.5 V2 v9 v10".split(" ").map((name) => `${name}.safetensors`));
  });

  it("has each file once, in the order of the roots, however the roots overlap", async () => {
    const one = await plantFiles("models/Stable-diffusion/one.safetensors");
    const two = await plantFiles("two.safetensors");
    const found = await findModels([two, one, join(one, "models"), one, two], "checkpoint");
    expect(found.map(({ stem }) => stem)).toEqual(["two", "one"]);
    expect(found.map(({ path }) => path)).toEqual([
      join(two, "two.safetensors"),
      join(one, "models/Stable-diffusion/one.safetensors"),
    ]);
  });

  it("has no VAE that lies beside its checkpoint", async () => {
    const root = await plantFiles("sd15.safetensors", "sd15.vae.safetensors");
    expect(await namesIn(root)).toEqual(["sd15.safetensors"]);
  });

  it("has nothing of what systems and downloads leave behind", async () => {
    const root = await plantFiles(
      ...["._x.safetensors", ".x.safetensors.a1b2.part", "x.safetensors.crdownload", "x.safetensors"],
    );
    expect(await namesIn(root)).toEqual(["x.safetensors"]);
  });

  it("has what hidden folders hold, as AUTOMATIC1111's has", async () => {
    const root = await plantFiles(".secret/x.safetensors");
    expect(await namesIn(root)).toEqual([".secret/x.safetensors"]);
  });

  it("follows links, stops at loops and passes over links that lead nowhere", async () => {
    const elsewhere = await plantFiles("big/y.safetensors");
    const root = await plantFiles("x.safetensors", "sub/z.safetensors");
    await symlink(join(elsewhere, "big"), join(root, "linked"));
    await symlink(join(elsewhere, "big/y.safetensors"), join(root, "y.safetensors"));
    await symlink(root, join(root, "sub/loop"));
    await symlink(join(root, "gone.safetensors"), join(root, "dangling.safetensors"));
    await symlink(join(root, "self.safetensors"), join(root, "self.safetensors"));
    expect(await namesIn(root)).toEqual([
      "linked/y.safetensors",
      "sub/z.safetensors",
      "x.safetensors",
      "y.safetensors",
    ]);
  });

  it("of three thousand files is there at once", async () => {
    const names = Array.from({ length: 3000 }, (_, i) => `models/Stable-diffusion/${i % 60}/${i}.safetensors`);
    const root = await plantFiles(...names);
    const start = performance.now();
    expect(await namesIn(root)).toHaveLength(3000);
    expect(performance.now() - start).toBeLessThan(2000); // a fifth of a second on an idle machine
  });
});
