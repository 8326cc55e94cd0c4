import { describe, expect, it } from "vitest";
import { greyPng } from "../../testing/grey-png.ts";
import { txt2imgClient } from "../../testing/paint-txt2img.ts";

const { open, paint } = txt2imgClient();

describe("txt2img orders", () => {
  it.each([
    ["9007199254740993", "9007199254740994"],
    ["9223372036854775807", "9223372036854775808"],
    ["18446744073709551615", "0"],
    ["-5", "18446744073709551612"],
  ])("paints and tells a seed of 64 bits to its last digit: %s", async (seed, next) => {
    const body = `{"prompt": "fox", "batch_size": 2, "seed": ${seed}, "subseed": ${seed}, "sampler_name": "Euler"}`;
    const response = await open().ask("/sdapi/v1/txt2img", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
    });
    const text = await response.text();
    const painted = BigInt.asUintN(64, BigInt(seed));
    expect([response.status, text.includes(`"seed":${seed},"subseed":${seed}`)]).toEqual([200, true]);
    const { info } = JSON.parse(text);
    expect(info).toContain(`"all_seeds": [${painted},${next}]`);
    expect(JSON.parse(info).infotexts[0]).toContain(`Seed: ${painted}, `);
  });

  it.each([
    [{ sampler_name: "Euler a" }, { sampler: "Euler a", schedule: "automatic" }],
    [{ sampler_index: "Heun" }, { sampler: "Heun" }],
    [
      { sampler_name: "DPM++ 2M", scheduler: "karras" },
      { sampler: "DPM++ 2M", schedule: "karras" },
    ],
    [{ sampler_name: "DPM++ 2M", scheduler: "Exponential" }, { schedule: "exponential" }],
    [{ sampler_name: "DPM++ 2M Karras", scheduler: "Exponential" }, { schedule: "karras" }],
    [{ sampler_name: "no such sampler" }, { sampler: "DPM++ 2M" }],
    [{ sampler_name: "k_euler_a" }, { sampler: "DPM++ 2M" }],
  ])("understands the sampler of %j", async (names, expected) => {
    expect((await paint({ prompt: "x", ...names })).order?.request).toMatchObject(expected);
  });

  it.each([
    [
      { width: 515, height: 519 },
      { width: 512, height: 512 },
    ],
    [{ override_settings: { CLIP_stop_at_last_layers: 2 } }, { clipSkip: 2 }],
    [{ override_settings: { eta_noise_seed_delta: 31337 } }, { etaNoiseSeedDelta: 31337 }],
    [{ override_settings: { randn_source: "NV" } }, { rng: "nv" }],
    [{ override_settings: { randn_source: "GPU" } }, { rng: "nv" }],
    [{ override_settings: { sd_vae: "kl-f8-anime2.safetensors" } }, { vae: "kl-f8-anime2.safetensors" }],
    [{ override_settings: { sd_vae: "None" } }, { vae: "none" }],
    [
      { override_settings: { sd_model_checkpoint: "photo/sd15.safetensors [0f1e2d3c4b]" } },
      { checkpoint: "photo/sd15.safetensors" },
    ],
    [{ override_settings: { sd_model_checkpoint: "sd15" } }, { checkpoint: "photo/sd15.safetensors" }],
    [{ override_settings: { sd_model_checkpoint: "0f1e2d3c4b" } }, { checkpoint: "photo/sd15.safetensors" }],
  ])("%j orders %j", async (body, expected) => {
    expect((await paint({ prompt: "x", ...body })).order?.request).toMatchObject(expected);
  });

  it.each([
    [
      { enable_hr: true, hr_scale: 1.5, hr_second_pass_steps: 7, denoising_strength: 0.45, hr_prompt: "larger" },
      { hires: { scale: 1.5, steps: 7, denoisingStrength: 0.45, upscaler: "Latent", prompt: "larger" } },
    ],
    [
      { enable_hr: true, hr_upscaler: "4x_grain", hr_resize_x: 900, hr_sampler_name: "Euler", hr_scheduler: "Karras" },
      { hires: { width: 900, upscaler: "4x_grain", sampler: "Euler", schedule: "karras", denoisingStrength: 0.7 } },
    ],
    [
      { enable_hr: true, hr_checkpoint_name: "sd15", hr_sampler_name: "Use same sampler" },
      { hires: { checkpoint: "photo/sd15.safetensors" } },
    ],
    [
      { enable_hr: true, width: 1000, height: 800, firstphase_width: 504, firstphase_height: 400 },
      { width: 504, height: 400, hires: { width: 1000, height: 800 } },
    ],
    [
      { enable_hr: true, width: 1000, height: 800, firstphase_height: 400 },
      { width: 496, height: 400, hires: { width: 1000, height: 800 } },
    ],
    [
      { enable_hr: true, firstpass_image: Buffer.from(greyPng).toString("base64"), hr_upscaler: "Lanczos" },
      { hires: { upscaler: "Lanczos", firstPass: expect.stringMatching(/^input:/) } },
    ],
    [
      { refiner_checkpoint: "sd15", refiner_switch_at: 0.6 },
      { refiner: { checkpoint: "photo/sd15.safetensors", switchAt: 0.6 } },
    ],
    [
      { subseed: 77, subseed_strength: 0.3 },
      { seed: 42, variation: { seed: 77, strength: 0.3 } },
    ],
    [{ seed_resize_from_w: 320, seed_resize_from_h: 448 }, { seedResize: { width: 320, height: 448 } }],
    [{ tiling: true }, { tiling: true }],
    [{ override_settings: { emphasis: "No norm" } }, { emphasis: "noNorm" }],
    [{ sampler_name: "DPM2 a", eta: 0.5, s_noise: 1.25 }, { knobs: { eta: 0.5, sNoise: 1.25 } }],
    [{ sampler_name: "Euler a", eta: 0.5, s_noise: 1.25 }, { knobs: { eta: 0.5 } }], // it is not handed s_noise
    [{ sampler_name: "DDIM", eta: 0.5 }, { knobs: { etaDdim: 0.5 } }],
    [
      { override_settings: { eta_ddim: 0.5, eta_ancestral: 0.6 }, enable_hr: true, hr_sampler_name: "DDIM" },
      { knobs: { etaDdim: 0.5 } },
    ],
    [
      { override_settings: { s_min_uncond_all: true, pad_cond_uncond: true, pad_cond_uncond_v0: true } },
      { knobs: { minUncondAllSteps: true, padPrompts: "repeat" } },
    ],
    [
      { override_settings: { uni_pc_order: 2, uni_pc_lower_order_final: false }, sampler_name: "UniPC" },
      { knobs: { unipcOrder: 2, unipcLowerOrderFinal: false } },
    ],
    [
      {
        scheduler: "Beta",
        override_settings: { beta_dist_alpha: 0.5, img2img_extra_noise: 0.1, use_old_scheduling: true },
      },
      { knobs: { betaAlpha: 0.5, extraNoise: 0.1, oldPromptEditing: true } },
    ],
    [
      {
        override_settings: { token_merging_ratio: 0.3, token_merging_ratio_hr: 0.5, token_merging_ratio_img2img: 0.9 },
      },
      { knobs: { tokenMerging: 0.3, tokenMergingHires: 0.5 } },
    ],
    [{ override_settings: { enable_emphasis: false } }, { emphasis: "none" }],
    [{ override_settings: { sd_lora: "ink", extra_networks_default_multiplier: 0.8 } }, { prompt: "x<lora:ink:0.8>" }],
    [{ prompt: "x <lora:ink:1>", override_settings: { sd_lora: "ink" } }, { prompt: "x <lora:ink:1>" }],
    [
      { override_settings: { hypertile_enable_unet_secondpass: true, hypertile_max_tile_unet: 128 } },
      { knobs: { hypertile: "hires", hypertileMaxTile: 128 } },
    ],
    [{ override_settings: { comma_padding_backtrack: 0 } }, { knobs: { commaBacktrack: 0 } }],
    [{ override_settings: { use_old_karras_scheduler_sigmas: true } }, { knobs: { sigmaMin: 0.1, sigmaMax: 10 } }],
    [
      { override_settings: { use_old_hires_fix_width_height: true }, enable_hr: true, width: 1024, height: 768 },
      { width: 640, height: 448, hires: { width: 1024, height: 768 } },
    ],
    [
      { infotext: "a [fox:cat:5]\nSteps: 9, Sampler: UniPC, Seed: 4, UniPC variant: bh2, Version: v1.5.2" },
      { steps: 9, knobs: { unipcVariant: "bh2", oldPromptEditing: true, downcastAlphas: true } },
    ],
    [{ s_churn: 3, s_tmin: 0.1, s_tmax: 12 }, { knobs: { sChurn: 3, sTmin: 0.1, sTmax: 12 } }],
    [{ s_min_uncond: 2.5 }, { knobs: { minUncondSigma: 2.5 } }],
    [
      { override_settings: { sigma_max: 9, always_discard_next_to_last_sigma: true } },
      { knobs: { sigmaMax: 9, discardNextToLastSigma: true } },
    ],
    [{ prompt: "fox <lora:ink:1>" }, { prompt: "fox <lora:ink:1>" }],
    [{ prompt: "fox <lora:ink:1>", disable_extra_networks: true }, { prompt: "fox " }],
    [
      { sampler_name: "UniPC", scheduler: "beta" },
      { sampler: "UniPC", schedule: "beta" },
    ],
  ])("orders all that a client can ask for: %j", async (body, expected) => {
    const { order, status } = await paint({ prompt: "x", seed: 42, ...body });
    expect([status, order?.request]).toMatchObject([200, expected]);
  });

  it.each([
    { enable_hr: false, hr_scale: 3 },
    { refiner_checkpoint: "sd15", refiner_switch_at: 1 },
    { refiner_checkpoint: "None", refiner_switch_at: 0.5 },
    { subseed: 77 },
    { seed_resize_from_w: 320 },
    { sampler_name: "DPM++ 2M", eta: 0.5, s_churn: 3 },
  ])("passes over what is not asked for: %j", async (body) => {
    const { order } = await paint({ prompt: "x", ...body });
    for (const key of ["hires", "refiner", "variation", "seedResize", "knobs"])
      expect(order?.request).not.toHaveProperty(key);
  });

  it("draws a variation's seed where the answer can tell it", async () => {
    const { order, body } = await paint({ prompt: "x", subseed_strength: 0.4 });
    expect(order?.request.variation?.seed).toBeGreaterThanOrEqual(0);
    expect(JSON.parse(body.info)).toMatchObject({ subseed: order?.request.variation?.seed, subseed_strength: 0.4 });
  });

  it("adds styles to both prompts in their order, and passes over names that nobody knows", async () => {
    const { send, ask, studio } = open();
    await studio.styles.add({ name: "film", prompt: "film look", negativePrompt: "digital" });
    await studio.styles.add({ name: "photo", prompt: "photo of {prompt}", negativePrompt: "" });
    const listed = await (await ask("/sdapi/v1/prompt-styles")).json();
    expect(listed[0]).toEqual({ name: "film", prompt: "film look", negative_prompt: "digital" });
    const styles = ["film", "nobody", "photo"];
    const response = await send("/sdapi/v1/txt2img", { prompt: "a cat", negative_prompt: "blurry", styles });
    const { parameters, info } = await response.json();
    expect(studio.submitted[0]?.request).toMatchObject({
      prompt: "photo of a cat, film look",
      negativePrompt: "blurry, digital",
    });
    expect(parameters).toMatchObject({ prompt: "a cat", styles });
    expect(JSON.parse(info)).toMatchObject({ prompt: "photo of a cat, film look", styles });
  });

  it.each([
    [{ restore_faces: true }, 501, "restore_faces"],
    [{ enable_hr: true, firstpass_image: "AAAA" }, 500, "Invalid encoded image"],
    [{ refiner_checkpoint: "none such", refiner_switch_at: 0.8 }, 500, "none such"],
    [{ script_name: "Prompt matrix" }, 422, "Script 'Prompt matrix' not found"],
    [{ alwayson_scripts: { ControlNet: { args: [] } } }, 422, "Script 'ControlNet' not found"],
    [{ override_settings: { sd_vae: "other.pt" } }, 404, "other.pt"],
  ])("says that it cannot do %j, in AUTOMATIC1111's shape, and paints nothing", async (body, status, words) => {
    const answer = await paint({ prompt: "x", ...body });
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({
      error: "HTTPException",
      detail: expect.stringContaining(words),
      body: "",
      errors: "",
    });
    expect(answer.order).toBeUndefined();
  });

  it.each([
    { sampler_name: "Euler", eta: 1, s_churn: 0, s_tmax: 0, s_tmin: 0, s_noise: 1 },
    { denoising_strength: 0.7 },
  ])("passes over what changes nothing: %j", async (body) =>
    expect((await paint({ prompt: "x", ...body })).status).toBe(200),
  );

  it.each([
    [{ steps: "x" }, ["body", "steps"]],
    [{ steps: 0 }, ["body", "steps"]],
    [{ batch_size: 1000 }, ["body", "batch_size"]],
    [{ n_iter: 0 }, ["body", "n_iter"]],
    [{ width: 7 }, ["body", "width"]],
  ])("refuses %j with 422 and the field's place", async (body, loc) => {
    const answer = await paint({ prompt: "x", ...body });
    expect(answer.status).toBe(422);
    expect(answer.body.detail[0]).toMatchObject({ loc, msg: expect.any(String), type: expect.any(String) });
  });
});
