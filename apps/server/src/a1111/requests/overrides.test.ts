import { describe, expect, it } from "vitest";
import { txt2imgClient } from "../../testing/paint-txt2img.ts";

const { open, paint } = txt2imgClient();

describe("txt2img fills what a body leaves open", () => {
  it("drops an override that names no checkpoint, as AUTOMATIC1111 does, and says so in its comments", async () => {
    const { order, body } = await paint({ prompt: "x", override_settings: { sd_model_checkpoint: "none such" } });
    expect(order?.request).not.toHaveProperty("checkpoint");
    expect(JSON.parse(body.info).comments).toContain("none such");
  });

  it("keeps overrides only when asked to", async () => {
    const { send, ask, studio } = open();
    const override_settings = { CLIP_stop_at_last_layers: 2 };
    await send("/sdapi/v1/txt2img", { prompt: "x", override_settings });
    await send("/sdapi/v1/txt2img", { prompt: "x" });
    await send("/sdapi/v1/txt2img", { prompt: "x", override_settings, override_settings_restore_afterwards: false });
    await send("/sdapi/v1/txt2img", { prompt: "x" });
    expect(studio.submitted.map(({ request }) => request.clipSkip)).toEqual([2, 1, 2, 2]);
    expect(await (await ask("/sdapi/v1/options")).json()).toMatchObject({ CLIP_stop_at_last_layers: 2 });
  });

  it("says in its comments what it was asked for and does not follow", async () => {
    const { body } = await paint({
      override_settings: { sdxl_clip_l_skip: true, sd_vae_decode_method: "TAESD", face_restoration: false },
      infotext: "fox\nSteps: 24, Sampler: Heun, Seed: 9, ADetailer model: face, Tiling: True",
    });
    expect(JSON.parse(body.info).comments.split("\n")).toEqual([
      'The setting sd_vae_decode_method is not followed here: "TAESD".',
      "The setting sdxl_clip_l_skip is not followed here: true.",
      '"ADetailer model" in the generation data is not followed here.',
    ]);
    expect(JSON.parse((await paint({ prompt: "fox" })).body.info)).not.toHaveProperty("comments");
  });

  it("fills what is not set from an infotext", async () => {
    const infotext =
      "fox\nNegative prompt: blur\nSteps: 24, Sampler: Heun, CFG scale: 6.5, Seed: 9, Size: 256x320, Clip skip: 2";
    const { order, body } = await paint({ infotext, steps: 3 });
    expect(order?.request).toMatchObject({
      prompt: "fox",
      steps: 3,
      sampler: "Heun",
      seed: 9,
      height: 320,
      clipSkip: 2,
    });
    expect(body.parameters).toMatchObject({ prompt: "", steps: 3, infotext });
  });

  it("fills all that an infotext says: the second pass, the refiner, knobs", async () => {
    const infotext =
      "fox\nSteps: 24, Sampler: Euler a, Schedule type: Karras, CFG scale: 6.5, Seed: 9, Size: 256x320, Variation seed: 5, Variation seed strength: 0.2, Seed resize from: 128x192, Denoising strength: 0.4, Tiling: True, Hires sampler: Heun, Hires schedule type: SGM Uniform, Hires prompt: larger, Hires upscale: 1.5, Hires steps: 8, Hires upscaler: 4x_grain, Refiner: sd15 [0f1e2d3c4b], Refiner switch at: 0.6, Emphasis: No norm, Eta: 0.5, Schedule max sigma: 9";
    const { order } = await paint({ infotext });
    expect(order?.request).toMatchObject({
      variation: { seed: 5, strength: 0.2 },
      seedResize: { width: 128, height: 192 },
      tiling: true,
      hires: { scale: 1.5, steps: 8, upscaler: "4x_grain", sampler: "Heun", schedule: "sgm_uniform", prompt: "larger" },
      refiner: { checkpoint: "photo/sd15.safetensors", switchAt: 0.6 },
      emphasis: "noNorm",
      knobs: { eta: 0.5, sigmaMax: 9 },
    });
  });
});
