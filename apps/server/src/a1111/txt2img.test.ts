import { readImageText } from "@danfang/formats";
import { parseInfotext } from "@danfang/recipes";
import { describe, expect, it } from "vitest";
import { txt2imgClient } from "../testing/paint-txt2img.ts";

const { paint } = txt2imgClient();

describe("txt2img answers", () => {
  it("has AUTOMATIC1111's defaults: 50 steps, Euler, 512, CFG 7", async () => {
    const { order, body, headers } = await paint({ prompt: "red apple" });
    expect(order?.request).toMatchObject({
      prompt: "red apple",
      negativePrompt: "",
      steps: 50,
      sampler: "Euler",
      schedule: "automatic",
      cfgScale: 7,
      width: 512,
      height: 512,
      batchSize: 1,
      batchCount: 1,
      clipSkip: 1,
      rng: "cpu",
      vae: "auto",
    });
    expect(order?.request.seed).toBeGreaterThanOrEqual(0);
    expect(order?.options).toEqual({ source: "sdapi", keepInGallery: false });
    expect(Object.keys(body)).toEqual(["images", "parameters", "info"]);
    expect(Number(headers.get("X-Process-Time"))).toBeGreaterThanOrEqual(0);
  });

  it("echoes the request with every field, nulls included", async () => {
    const { body } = await paint({ prompt: "red apple", steps: "12" });
    expect(body.parameters).toMatchObject({ prompt: "red apple", steps: 12, sampler_name: null, hr_scale: 2 });
    expect(body.parameters).toMatchObject({ override_settings: null, alwayson_scripts: {}, infotext: null });
    expect(Object.keys(body.parameters)).toHaveLength(55);
  });

  it("gives bare base64 pictures with the infotext inside, floats as Python prints them", async () => {
    const { body } = await paint({ prompt: "red apple", seed: 42, cfg_scale: 7, sampler_name: "DPM++ 2M Karras" });
    expect(body.images[0]).toMatch(/^[A-Za-z0-9+/]+=*$/);
    const infotext = readImageText(new Uint8Array(Buffer.from(body.images[0], "base64")));
    expect(infotext).toContain("Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7.0, Seed: 42");
    expect(parseInfotext(infotext!).value).toMatchObject({ prompt: "red apple", cfgScale: 7, schedule: "karras" });
    expect(JSON.parse(body.info).infotexts).toEqual([infotext]);
  });

  it("tells everything of AUTOMATIC1111's info, as JSON in JSON", async () => {
    const { body } = await paint({ prompt: "fox", negative_prompt: "blurry", seed: 7, batch_size: 2, n_iter: 2 });
    const info = JSON.parse(body.info);
    expect(Object.keys(info)).toEqual([
      "prompt",
      "all_prompts",
      "negative_prompt",
      "all_negative_prompts",
      "seed",
      "all_seeds",
      "subseed",
      "all_subseeds",
      "subseed_strength",
      "width",
      "height",
      "sampler_name",
      "cfg_scale",
      "steps",
      "batch_size",
      "restore_faces",
      "face_restoration_model",
      "sd_model_name",
      "sd_model_hash",
      "sd_vae_name",
      "sd_vae_hash",
      "seed_resize_from_w",
      "seed_resize_from_h",
      "denoising_strength",
      "extra_generation_params",
      "index_of_first_image",
      "infotexts",
      "styles",
      "job_timestamp",
      "clip_skip",
      "is_using_inpainting_conditioning",
      "version",
    ]);
    expect(info).toMatchObject({
      all_prompts: ["fox", "fox", "fox", "fox"],
      all_seeds: [7, 8, 9, 10],
      sd_model_name: "starter",
      sd_model_hash: "a1b2c3d4e5",
      denoising_strength: null,
    });
    expect(info.infotexts).toHaveLength(body.images.length);
    expect(info.job_timestamp).toMatch(/^\d{14}$/);
    expect(body.info).toContain('"cfg_scale": 7.0,');
  });

  it("keeps in the gallery what is to be saved, and sends nothing when told not to", async () => {
    const { order, body } = await paint({ prompt: "x", save_images: true, send_images: false });
    expect(order?.options).toEqual({ source: "sdapi", keepInGallery: true });
    expect(body.images).toEqual([]);
  });

  it("says in the info what of the order did not act", async () => {
    const notes = ["There is no LoRA.", "A VAE was borrowed."].map((message) => ({
      code: "any/note",
      message,
      hint: "",
    }));
    const { status, body } = await paint({ prompt: "x" }, { notes });
    expect([status, JSON.parse(body.info).comments]).toEqual([200, "There is no LoRA.\nA VAE was borrowed."]);
  });

  it("tells what went wrong while painting as a RuntimeError", async () => {
    const problem = { code: "engine/crashed", message: "The engine ended.", hint: "Try again." };
    const { status, body } = await paint({ prompt: "x" }, { problem });
    expect({ status, ...body }).toEqual({
      status: 500,
      error: "RuntimeError",
      detail: "",
      body: "",
      errors: "The engine ended. Try again.",
    });
    const memory = await paint({ prompt: "x" }, { problem: { ...problem, code: "engine/outOfMemory" } });
    expect(memory.body.error).toBe("OutOfMemoryError");
  });
});
