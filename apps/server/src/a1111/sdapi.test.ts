import { writeImageText } from "@danfang/formats";
import { printPng, printStealthPng, printTextChunk } from "@danfang/formats/testing/print-pictures.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type FakeApp, fakeApp } from "../testing/fake-app.ts";
import { greyPng } from "../testing/grey-png.ts";

let app: FakeApp;
beforeEach(() => {
  app = fakeApp({ isHeld: true });
});
afterEach(() => app.close());
const get = async (path: string) => (await app.ask(`/sdapi/v1/${path}`)).json();
const post = (path: string, body: unknown = {}) => app.send(`/sdapi/v1/${path}`, body);
const keys = (value: object) => Object.keys(value);

describe("lists", () => {
  it.each([
    ["samplers", ["name", "aliases", "options"]],
    ["schedulers", ["name", "label", "aliases", "default_rho", "need_inner_model"]],
    ["upscalers", ["name", "model_name", "model_path", "model_url", "scale"]],
    ["latent-upscale-modes", ["name"]],
    ["sd-models", ["title", "model_name", "hash", "sha256", "filename", "config"]],
    ["sd-vae", ["model_name", "filename"]],
    ["hypernetworks", ["name", "path"]],
    ["loras", ["name", "alias", "path", "metadata"]],
  ])("%s have AUTOMATIC1111's fields", async (path, fields) => {
    const list = await get(path);
    expect(list.length).toBeGreaterThan(0);
    for (const item of list) expect(keys(item)).toEqual(fields);
  });

  it("samplers and schedules have its names, and options are texts", async () => {
    expect(await get("samplers")).toContainEqual({
      name: "DPM2",
      aliases: ["k_dpm_2"],
      options: { scheduler: "karras", discard_next_to_last_sigma: "True", second_order: "True" },
    });
    expect(await get("schedulers")).toContainEqual({
      name: "karras",
      label: "Karras",
      aliases: null,
      default_rho: 7,
      need_inner_model: false,
    });
    expect(await get("latent-upscale-modes")).toHaveLength(6);
  });

  it("a checkpoint's title ends with its hash", async () => {
    expect((await get("sd-models"))[0]).toMatchObject({
      title: "photo/sd15.safetensors [0f1e2d3c4b]",
      model_name: "photo_sd15",
      hash: "0f1e2d3c4b",
      sha256: `0f1e2d3c4b${"5a".repeat(27)}`,
      config: null,
    });
  });

  it.each(["face-restorers", "realesrgan-models", "prompt-styles", "extensions"])(
    "%s is there and empty",
    async (path) => expect(await get(path)).toEqual([]),
  );

  it("scripts and embeddings have their shape", async () => {
    const passes = ["loopback", "outpainting mk2", "poor man's outpainting", "sd upscale"];
    const img2img = ["x/y/z plot", ...passes, "soft inpainting"];
    const builtIn = ["comments", "extra options", "hypertile", "refiner", "sampler", "seed"];
    expect(await get("scripts")).toEqual({
      txt2img: ["x/y/z plot", ...builtIn],
      img2img: [...img2img, ...builtIn],
    });
    const info = (await get("script-info")) as { args: { label: string; choices: string[] | null }[] }[];
    expect(info).toMatchObject([
      { name: "x/y/z plot", is_alwayson: false, is_img2img: false },
      { name: "x/y/z plot", is_img2img: true },
      ...passes.map((name) => ({ name, is_alwayson: false, is_img2img: true })),
      { name: "soft inpainting", is_alwayson: true, is_img2img: true },
      ...builtIn.flatMap((name) =>
        [false, true].map((isImg2img) => ({ name, is_alwayson: true, is_img2img: isImg2img })),
      ),
    ]);
    expect(info.map(({ args }) => args.length)).toEqual([18, 18, 4, 6, 4, 4, 7, ...Array(12).fill(0)]);
    expect(info.slice(0, 2).map(({ args }) => args[0]?.choices?.[5])).toEqual(["Hires steps", "CFG Scale"]);
    const [step, sd_checkpoint, sd_checkpoint_name] = [500, "0f1e2d3c", "sd15"];
    const easynegative = { step, sd_checkpoint, sd_checkpoint_name, shape: 768, vectors: 8 };
    expect(await get("embeddings")).toEqual({ loaded: { easynegative }, skipped: {} });
    await post("options", { sd_model_checkpoint: "starter" }); // reads text of another width
    expect(await get("embeddings")).toEqual({ loaded: {}, skipped: { easynegative } });
  });

  it("upscalers and LoRAs tell what their files say", async () => {
    expect((await get("upscalers")).at(-1)).toEqual({
      name: "4x_grain",
      model_name: "ESRGAN_4x",
      model_url: null,
      scale: 4,
      model_path: expect.stringMatching(/4x_grain\.safetensors$/),
    });
    expect(await get("loras")).toMatchObject([
      { name: "ink", alias: "inkstone", metadata: { ss_output_name: "inkstone" } },
    ]);
  });

  it.each(["checkpoints", "vae", "loras", "embeddings"])("refresh-%s answers null", async (what) => {
    const response = await app.ask(`/sdapi/v1/refresh-${what}`, { method: "POST" });
    expect([response.status, await response.json()]).toEqual([200, null]);
  });
});

describe("options", () => {
  it("are flat, and the ones that clients rely on are there", async () => {
    const options = await get("options");
    expect(options).toMatchObject({
      sd_model_checkpoint: "photo/sd15.safetensors [0f1e2d3c4b]",
      sd_vae: "Automatic",
      CLIP_stop_at_last_layers: 1,
      samples_format: "png",
      eta_noise_seed_delta: 0,
    });
    for (const value of Object.values(options))
      expect(value === null || typeof value !== "object" || Array.isArray(value)).toBe(true);
  });

  it("go round: what was read can be written back, one changed", async () => {
    const options = await get("options");
    const response = await post("options", { ...options, sd_model_checkpoint: "starter", samples_format: "webp" });
    expect([response.status, await response.json()]).toEqual([200, null]);
    expect(await get("options")).toMatchObject({
      sd_model_checkpoint: "starter.safetensors [a1b2c3d4e5]",
      samples_format: "webp",
    });
    expect((await app.studio.settings.get()).defaults.checkpoint).toBe("starter.safetensors");
  });

  it("that do not exist are an error, and then none is changed", async () => {
    const unknown = await post("options", { CLIP_stop_at_last_layers: 2, no_such_option: 1 });
    expect([unknown.status, (await unknown.json()).error]).toEqual([500, "KeyError"]);
    const model = await post("options", { CLIP_stop_at_last_layers: 2, sd_model_checkpoint: "none such" });
    expect(await model.json()).toMatchObject({ error: "RuntimeError", errors: "model 'none such' not found" });
    expect(await get("options")).toMatchObject({ CLIP_stop_at_last_layers: 1 });
  });

  it("that the API must not change are passed over in silence", async () => {
    expect((await post("options", { api_enable_requests: true })).status).toBe(200);
    expect(await get("options")).toMatchObject({ api_enable_requests: false });
  });

  it("act on the next picture", async () => {
    await post("options", { CLIP_stop_at_last_layers: 2, sd_vae: "None" });
    void post("txt2img", { prompt: "x" });
    await vi.waitFor(() => expect(app.studio.submitted).toHaveLength(1));
    expect(app.studio.submitted[0]?.request).toMatchObject({ clipSkip: 2, vae: "none" });
  });
});

describe("progress", () => {
  const idle = {
    skipped: false,
    interrupted: false,
    stopping_generation: false,
    job: "",
    job_count: 0,
    job_timestamp: "0",
    job_no: 0,
    sampling_step: 0,
    sampling_steps: 0,
  };
  it("is 0 while nothing is painted", async () => {
    expect(await get("progress")).toEqual({
      progress: 0,
      eta_relative: 0,
      state: idle,
      current_image: null,
      textinfo: null,
    });
  });

  it("tells step, share and preview of what is painted, and stops it", async () => {
    const answer = post("txt2img", { prompt: "x", n_iter: 2, force_task_id: "task(a)" });
    await vi.waitFor(() => expect(app.studio.submitted).toHaveLength(1));
    app.studio.step("job-1", 5, 20);
    await vi.waitFor(async () => expect((await get("progress")).state.sampling_step).toBe(5));
    const progress = await get("progress");
    expect(progress.progress).toBeCloseTo(0.01 + 0.25 / 2, 6);
    expect(progress.eta_relative).toBeGreaterThan(0);
    expect(progress.state).toMatchObject({ job: "Batch 1 out of 2", job_count: 2, job_no: 0, sampling_steps: 20 });
    expect(keys(progress.state)).toEqual(keys(idle));
    expect(Buffer.from(progress.current_image, "base64").subarray(1, 4).toString()).toBe("PNG");
    expect((await get("progress?skip_current_image=true")).current_image).toBeNull();
    const internal = await app.send("/internal/progress", { id_task: "task(a)" });
    expect(await internal.json()).toMatchObject({ active: true, queued: false, completed: false, id_live_preview: 5 });
    const interrupted = await app.ask("/sdapi/v1/interrupt", { method: "POST" });
    expect(await interrupted.json()).toEqual({});
    const painted = await (await answer).json();
    expect(painted.images).toEqual([]);
    expect(JSON.parse(painted.info).all_seeds).toHaveLength(2);
    await vi.waitFor(async () => expect((await get("progress")).state).toEqual(idle));
  });

  it("skip ends the batch in hand: the next one follows, after the last the job is done", async () => {
    const skip = () => app.ask("/sdapi/v1/skip", { method: "POST" });
    expect(await (await skip()).json()).toBeNull();
    const answer = post("txt2img", { prompt: "x", n_iter: 2 });
    await vi.waitFor(() => expect(app.studio.submitted).toHaveLength(1));
    app.studio.step("job-1", 5, 20);
    await vi.waitFor(async () => expect((await get("progress")).state.sampling_step).toBe(5));
    expect((await skip()).status).toBe(200);
    expect(await app.studio.queue.get("job-1")).toMatchObject({ state: "running", batch: 1 });
    expect((await get("progress")).state.skipped).toBe(true); // until the next batch has its first step
    app.studio.step("job-1", 1, 20);
    await vi.waitFor(async () => expect((await get("progress")).state).toMatchObject({ job_no: 1, skipped: false }));
    await skip();
    expect((await (await answer).json()).images).toEqual([]);
  });
});

describe("png-info", () => {
  const infotext = "fox (in snow:1.2)\nSteps: 24, Sampler: Euler a, CFG scale: 7.0, Seed: 7, Size: 512x768";
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

  it.each(["", "data:image/png;base64,"])("reads a picture, prefix %j", async (prefix) => {
    const image = prefix + base64(writeImageText(greyPng, "png", infotext));
    const read = await (await post("png-info", { image })).json();
    expect(read).toMatchObject({ info: infotext, items: {} });
    expect(read.parameters).toMatchObject({
      Prompt: "fox (in snow:1.2)",
      "Negative prompt": "",
      Steps: "24",
      "Size-1": "512",
      "Size-2": "768",
      "Clip skip": "1",
      RNG: "GPU",
      "Schedule type": "Automatic",
      Emphasis: "Original",
      "Hires resize-1": 0,
    });
  });

  const novelai = { steps: 28, sampler: "k_euler_ancestral", scale: 5, seed: 7, uc: "bad", width: 512, height: 768 };
  const carried = { Software: "NovelAI", Description: "elk", Comment: JSON.stringify(novelai) };
  it.each([
    ["its keywords", printPng(Object.entries(carried).map(([key, text]) => printTextChunk("tEXt", key, text)))],
    ["its pixels", printStealthPng(JSON.stringify(carried), "alpha", "packed")],
  ])("tells NovelAI's pictures by %s, in AUTOMATIC1111's words", async (_, picture) => {
    const { info, parameters } = await (await post("png-info", { image: base64(picture) })).json();
    expect(info).toBe(
      "elk\nNegative prompt: bad\nSteps: 28, Sampler: Euler a, CFG scale: 5, Seed: 7, Size: 512x768, Clip skip: 2, ENSD: 31337",
    );
    expect(parameters).toMatchObject({ Prompt: "elk", Sampler: "Euler a", "Clip skip": "2", ENSD: "31337" });
  });

  it("of a picture without any is empty", async () => {
    expect(await (await post("png-info", { image: base64(greyPng) })).json()).toEqual({
      info: "",
      items: {},
      parameters: {},
    });
  });

  it("of what is no picture is an error, and addresses are not fetched", async () => {
    for (const [image, detail] of [
      ["AAAA", "Invalid encoded image"],
      ["http://127.0.0.1:1/a.png", "Requests not allowed"],
    ]) {
      const response = await post("png-info", { image });
      expect([response.status, (await response.json()).detail]).toEqual([500, detail]);
    }
    expect((await post("png-info", {})).status).toBe(422);
  });
});

it("memory has its shape, and models can be unloaded", async () => {
  const { ram, cuda } = await get("memory");
  expect(keys(ram)).toEqual(["free", "used", "total"]);
  expect(cuda).toHaveProperty("error");
  expect(await (await app.ask("/sdapi/v1/unload-checkpoint", { method: "POST" })).json()).toEqual({});
  expect(await (await app.ask("/sdapi/v1/reload-checkpoint", { method: "POST" })).json()).toEqual({});
  expect(app.studio.unloads).toBe(1);
});

it.each(["interrogate", "create/embedding", "train/hypernetwork"])("%s says that it cannot yet", async (path) => {
  expect((await post(path, { image: "A".repeat(100) })).status).toBe(501);
});

it("what is not there answers as FastAPI does", async () => {
  const answers = [
    [await app.ask("/sdapi/v1/nothing"), 404, "Not Found"],
    [await app.ask("/sdapi/v1/txt2img"), 405, "Method Not Allowed"],
    [await app.ask("/internal/nothing"), 404, "Not Found"],
  ] as const;
  for (const [response, status, detail] of answers) {
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ detail });
    expect(response.headers.get("X-Process-Time")).toMatch(/^\d+\.\d{4}$/);
  }
});

it("a ping is answered, and the root is 200, as health checks ask", async () => {
  expect((await app.ask("/internal/ping")).status).toBe(200);
  expect((await app.ask("/")).status).toBe(200);
  expect(await get("cmd-flags")).toMatchObject({ api: true, port: 7860 });
});
