import { readFileSync } from "node:fs";
import { Recipe } from "@danfang/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readA1111 } from "./a1111.ts";

const texts = new Map(
  (
    JSON.parse(readFileSync(new URL("../../fixtures/a1111-infotexts.json", import.meta.url), "utf8")) as {
      name: string;
      text: string;
    }[]
  ).map(({ name, text }) => [name, text]),
);
const read = (name: string) => readA1111(texts.get(name)!).value;

describe("a recipe read from an infotext", () => {
  it("has the fused sampler name split, and the noise of a graphics card where RNG is not written", () => {
    expect(read("fused legacy sampler, no version")).toEqual({
      prompt: "1girl, library, (soft rim light:1.2)",
      negativePrompt: "lowres, bad hands, [extra fingers]",
      steps: 28,
      sampler: "DPM++ SDE",
      schedule: "karras",
      cfgScale: 11,
      seed: 31337,
      width: 512,
      height: 512,
      clipSkip: 2,
      etaNoiseSeedDelta: 31337,
      rng: "gpu",
      checkpoint: { hash: "925997e9" },
    });
  });

  it("joins a lora's weights from the prompt with its hash from the list", () => {
    expect(read("Lora and TI hashes, VAE")).toMatchObject({
      vae: { name: "vae-ft-mse-840000-ema-pruned.safetensors", hash: "735e4c3a44" },
      loras: [
        { name: "castle_style", weight: 0.7, hash: "0f1e2d3c4b5a" },
        { name: "detailer", weight: 0.2, clipWeight: 0.45, hash: "a1b2c3d4e5f6" },
      ],
      embeddings: [
        { name: "badhandv4", hash: "5e40d722fc3d" },
        { name: "easynegative", hash: "c74b4e810b03" },
      ],
      source: { program: "AUTOMATIC1111", version: "v1.8.0" },
    });
  });

  it("has the second pass in hires, with the denoising strength, and its own prompts as extra", () => {
    const recipe = read("hires with own prompts");
    expect(recipe.hires).toEqual({ scale: 1.5, steps: 12, upscaler: "4x-UltraSharp", denoisingStrength: 0.35 });
    expect(recipe.denoisingStrength).toBeUndefined();
    expect(recipe.extra).toEqual({
      "Hires sampler": "DPM++ 2M",
      "Hires schedule type": "Karras",
      "Hires prompt": "harbour at dawn, crisp ropes, wet wood: dark",
      "Hires negative prompt": 'haze, "soft focus"',
    });
  });

  it("has the denoising strength of img2img at the top, and sizes it has no place for whole", () => {
    expect(read("inpainting").denoisingStrength).toBe(0.9);
    expect(read("variation, resize, tiling")).toMatchObject({
      variation: { seed: 401, strength: 0.15 },
      extra: { "Seed resize from": "512x512", Tiling: "True" },
    });
  });

  it("has an old hypernetwork field as a network, and the first pass as the size", () => {
    expect(read("first-pass size and hypernet")).toMatchObject({
      width: 640,
      height: 448,
      hires: { width: 1024, height: 768, denoisingStrength: 0.6 },
      hypernetworks: [{ name: "gothic", weight: 0.6 }],
    });
  });

  it("has the models that other programs name in JSON", () => {
    expect(read("civitai-extension Hashes")).toMatchObject({
      checkpoint: { name: "dreamshaper_8", hash: "879db523c3" },
      vae: { hash: "735e4c3a44" },
      embeddings: [{ name: "easynegative", hash: "c74b4e810b" }],
    });
    expect(read("Civitai on-site")).toMatchObject({
      checkpoint: { name: "Pony Diffusion V6 XL", versionId: 290640 },
      loras: [{ name: "Neon, Rain & Chrome", versionId: 382152, weight: 0.8 }],
    });
  });

  it("keeps additional-networks slots as loras, weight of the UNet first", () => {
    const slot =
      "AddNet Module 1: LoRA, AddNet Model 1: ink_v2(0f1e2d3c4b5a), AddNet Weight A 1: 0.8, AddNet Weight B 1: 0.6";
    expect(readA1111(`a fox\nSteps: 20, ${slot}`).value.loras).toEqual([
      { name: "ink_v2", hash: "0f1e2d3c4b5a", weight: 0.8, clipWeight: 0.6 },
    ]);
  });

  it("of a seed beyond 2^53 is its digits", () => {
    expect(readA1111("a\nSteps: 20, Seed: 18446744073709551615, CFG scale: 7").value.seed).toBe("18446744073709551615");
  });

  it("says what it did not understand and keeps it", () => {
    const { value, findings } = readA1111("a\nSteps: many, Sampler: DPM++ 9M, CFG scale: 7, RNG: dice");
    expect(findings.map(({ code }) => code).sort()).toEqual([
      "recipes/notANumber",
      "recipes/unknownNoiseSource",
      "recipes/unknownSampler",
    ]);
    expect(value).toEqual({
      prompt: "a",
      sampler: "DPM++ 9M",
      schedule: "automatic",
      cfgScale: 7,
      clipSkip: 1,
      extra: { Steps: "many", RNG: "dice" },
    });
  });

  it("is only a prompt when there are no settings", () => {
    expect(readA1111("a fox <lora:ink:0.5>")).toEqual({
      value: { prompt: "a fox <lora:ink:0.5>", loras: [{ name: "ink", weight: 0.5 }] },
      findings: [],
    });
  });

  it("is a valid recipe, whatever the text", () => {
    const key = fc.constantFrom(
      ...[
        "Steps",
        "Seed",
        "Size",
        "CFG scale",
        "Clip skip",
        "Lora hashes",
        "Hires resize",
        "Version",
        "First pass size",
      ],
    );
    const value = fc.oneof(
      fc.constantFrom("20", "-1", "1e400", "0x0", "9999999999999999999x2", '"a: b, c"', "[{", "v1.5.0", "{}"),
      fc.string(),
    );
    const settings = fc.array(fc.tuple(key, value)).map((pairs) => pairs.map(([k, v]) => `${k}: ${v}`).join(", "));
    const json = fc.json().map((text) => `, Hashes: ${text}, Civitai resources: [${text}]`);
    fc.assert(
      fc.property(fc.string(), settings, json, (prompt, line, tail) => {
        const { value } = readA1111(`${prompt}\nSteps: 1, Seed: 2, ENSD: 3, ${line}${tail}`);
        expect(Recipe.safeParse(value).error).toBeUndefined();
      }),
    );
  });
});

it("a noise source is one of those we know, not what every object has", () => {
  const { value, findings } = readA1111("apple\nSteps: 20, Sampler: Euler, Seed: 7, RNG: constructor");
  expect(value).not.toHaveProperty("rng");
  expect(findings).toMatchObject([{ code: "recipes/unknownNoiseSource" }]);
});
