import { cp, mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openHashes } from "@danfang/library";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { inspect } from "./inspect.ts";

const folder = await temporaryFolder();
const hashes = openHashes(join(folder, "hashes.json"));
const golden = (name: string) => fileURLToPath(new URL(`../../../engine/goldens/${name}`, import.meta.url));

describe("inspect says what a network for pictures is, and where it goes", () => {
  it.each([
    ["upscalers/old-4x.safetensors", "upscaler", "ESRGAN", 4, "models/ESRGAN", "models/upscale_models"],
    ["upscalers/new-4x.pth", "upscaler", "ESRGAN", 4, "models/ESRGAN", "models/upscale_models"],
    [
      "upscalers/compact-2x.safetensors",
      "upscaler",
      "Real-ESRGAN Compact",
      2,
      "models/ESRGAN",
      "models/upscale_models",
    ],
    ["upscalers/swinir-mend-1x.safetensors", "upscaler", "SwinIR", 1, "models/SwinIR", "models/upscale_models"],
    ["upscalers/dat-direct-3x.safetensors", "upscaler", "DAT", 3, "models/DAT", "models/upscale_models"],
    ["upscalers/span-2x.safetensors", "upscaler", "SPAN", 2, "models/ESRGAN", "models/upscale_models"],
    ["taesd/taesd_decoder.safetensors", "previewVae", "TAESD", undefined, "models/VAE-taesd", "models/vae_approx"],
    ["taesd/taesd_encoder.safetensors", "previewVae", "TAESD", undefined, "models/VAE-taesd", "models/vae_approx"],
  ])("%s", async (name, kind, architecture, scale, webui, comfyui) => {
    const found = await inspect(golden(name), hashes);
    expect(found).toMatchObject({ what: "model", kind, architecture, place: { webui, comfyui }, findings: [] });
    expect(found.scale).toBe(scale);
  });
});

describe("inspect of a pipeline's folder", () => {
  it("says which weights are taken, which not, and what is missing", async () => {
    const pipeline = join(folder, "pipeline");
    await mkdir(join(pipeline, "unet"), { recursive: true });
    await writeFile(join(pipeline, "model_index.json"), "{}");
    const weights = join(pipeline, "unet", "diffusion_pytorch_model");
    await cp(golden("taesd/taesd_decoder.safetensors"), `${weights}.safetensors`);
    await cp(golden("upscalers/new-4x.pth"), `${weights}.fp16.bin`);
    const found = await inspect(pipeline, hashes);
    expect(found).toMatchObject({ what: "model", place: { comfyui: "models/diffusers" }, safe: true });
    expect(found.weights).toEqual({
      unet: {
        name: "unet/diffusion_pytorch_model.safetensors",
        others: ["unet/diffusion_pytorch_model.fp16.bin"],
      },
    });
    expect(found.findings.map(({ code }) => code)).toEqual(["weights/notACheckpoint"]);
    await rename(`${weights}.safetensors`, `${weights}.non_ema.safetensors`);
    expect((await inspect(join(pipeline, "model_index.json"), hashes)).weights?.unet?.name).toMatch(/fp16\.bin$/);
  });

  it("whose index is broken says so, and fails nothing else", async () => {
    const pipeline = join(folder, "broken");
    await mkdir(join(pipeline, "unet"), { recursive: true });
    await writeFile(join(pipeline, "model_index.json"), "{}");
    await writeFile(join(pipeline, "unet", "diffusion_pytorch_model.bin.index.json"), "[");
    const { what, findings } = await inspect(pipeline, hashes);
    expect([what, ...findings.map(({ code }) => code)]).toEqual(["unknown", "weights/badConfiguration"]);
  });
});
