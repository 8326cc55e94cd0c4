import { afterEach, describe, expect, it } from "vitest";
import { type FakeApp, fakeApp } from "../testing/fake-app.ts";
import { optionDefaults, restrictedOptions } from "./settings/options.ts";

let app: FakeApp;
const open = (...options: Parameters<typeof fakeApp>) => {
  app = fakeApp(...options);
  return app;
};
afterEach(() => app.close());
const json = async (response: Response) => (await response.json()) as never;

describe("gradio's addresses are answered in its shape", () => {
  it("/config names the upscalers of the second pass, as the lists of the API do", async () => {
    const { ask } = open();
    const { components } = await json(await ask("/config"));
    const names = async (list: string) =>
      ((await json(await ask(`/sdapi/v1/${list}`))) as { name: string }[]).map(({ name }) => name);
    const upscaler = (components as { id: number; props: { elem_id: string; choices: string[] } }[]).find(
      ({ props }) => props.elem_id === "txt2img_hr_upscaler",
    );
    expect(upscaler?.props.choices).toEqual([...(await names("latent-upscale-modes")), ...(await names("upscalers"))]);
  });

  it.each([
    ["/info", { named_endpoints: {}, unnamed_endpoints: {} }],
    ["/user", null],
    ["/token", { token: null, user: null }],
    ["/app_id", { app_id: expect.any(Number) }],
    ["/startup-events", true],
    ["/queue/status", expect.objectContaining({ msg: "estimation", queue_size: 0, rank: null })],
  ])("%s", async (path, body) => {
    for (const asked of [path, `${path}/`]) expect(await json(await open().ask(asked))).toEqual(body);
  });
});

describe("a slash at the end is the same address", () => {
  const gets = ["options", "samplers", "schedulers", "sd-models", "upscalers", "scripts", "cmd-flags", "progress"];
  it.each(gets)("GET %s", async (name) => {
    const { ask } = open();
    const [plain, slash] = [await ask(`/sdapi/v1/${name}`), await ask(`/sdapi/v1/${name}/`)];
    expect([slash.status, await slash.json()]).toEqual([plain.status, await plain.json()]);
  });

  it("POST with its body; and of our own routes and the page", async () => {
    const { send, ask } = open();
    const { images } = await json(await send("/sdapi/v1/txt2img/", { prompt: "x", steps: 1 }));
    expect(images).toHaveLength(1);
    for (const path of ["/v1/status/", "/gallery/", "/internal/ping/"]) expect((await ask(path)).status).toBe(200);
  });
});

describe("a POST without a body is judged without its Content-Type", () => {
  const kinds = ["application/x-www-form-urlencoded", "text/plain; charset=utf-8", "multipart/form-data; boundary=x"];
  const calls = ["interrupt", "skip", "refresh-checkpoints", "refresh-vae", "refresh-loras", "refresh-embeddings"];
  it.each(kinds)("%s", async (kind) => {
    const { ask } = open();
    for (const path of [...calls.map((call) => `/sdapi/v1/${call}`), "/v1/queue/pause"]) {
      const init = { method: "POST", headers: { "Content-Type": kind, "Content-Length": "0" } };
      expect([path, (await ask(path, init)).status < 300]).toEqual([path, true]);
      expect((await ask(path, { method: "POST", headers: { "Content-Type": kind } })).status).toBeLessThan(300);
    }
  });

  it("JSON by another name that no form can have is read", async () => {
    const { ask } = open();
    const body = JSON.stringify({ prompt: "x", steps: 1 });
    for (const kind of ["application/octet-stream", "text/json", "application/javascript"])
      expect((await ask("/sdapi/v1/txt2img", { method: "POST", body, headers: { "Content-Type": kind } })).status).toBe(
        200,
      );
  });
});

describe("settings", () => {
  it("all that are read are taken back, each alone and as they are", async () => {
    const { ask, send } = open();
    const all = await json(await ask("/sdapi/v1/options"));
    expect(Object.keys(all).length).toBeGreaterThan(350);
    expect((await send("/sdapi/v1/options", all)).status).toBe(200);
    expect(await json(await ask("/sdapi/v1/options"))).toEqual(all);
  });

  it("of 1.10.1, its own extensions and Forge are known, and what was set is read", async () => {
    const { ask, send } = open();
    const set = {
      multiple_tqdm: false,
      live_previews_image_format: "webp",
      grid_extended_filename: true,
      save_images_before_highres_fix: true,
      lora_preferred_name: "Filename",
      canvas_hotkey_zoom: "Shift",
      forge_preset: "xl",
      keyedit_delimiters: "x",
      img_max_size_mp: 100,
    };
    expect((await send("/sdapi/v1/options", set)).status).toBe(200);
    expect(await json(await ask("/sdapi/v1/options"))).toMatchObject(set);
    expect((await send("/sdapi/v1/options", { no_such_setting: 1 })).status).toBe(500);
  });

  it("that must not be changed are none of the others", () => {
    for (const name of Object.keys(restrictedOptions)) expect(optionDefaults).not.toHaveProperty([name]);
  });
});

describe("scripts that are always there", () => {
  const args = { Refiner: [false, "", 0.8], seed: [-1, false, -1, 0, 0, 0], SAMPLER: [20, "Euler", "Automatic"] };
  const names = ["comments", "extra options", "hypertile", "refiner", "sampler", "seed"];

  it("are listed, and taken in any case with and without arguments, which is said", async () => {
    const { ask, send } = open();
    const listed: { txt2img: string[]; img2img: string[] } = await json(await ask("/sdapi/v1/scripts"));
    for (const tab of [listed.txt2img, listed.img2img]) expect(tab).toEqual(expect.arrayContaining(names));
    const scripts = Object.fromEntries([...names, ...names.map((n) => n.toUpperCase())].map((n) => [n, {}]));
    expect((await send("/sdapi/v1/txt2img", { steps: 1, alwayson_scripts: scripts })).status).toBe(200);
    const alwayson = Object.fromEntries(Object.entries(args).map(([name, values]) => [name, { args: values }]));
    const { info } = await json(await send("/sdapi/v1/txt2img", { steps: 1, alwayson_scripts: alwayson }));
    for (const name of Object.keys(args)) expect(JSON.parse(info).comments).toContain(`"${name}"`);
    expect((await send("/sdapi/v1/txt2img", { alwayson_scripts: { ControlNet: {} } })).status).toBe(422);
  });
});

describe("what is put in place of what was asked for is said", () => {
  it.each([
    [{ sampler_name: "k_euler_a" }, ["k_euler_a", "DPM++ 2M"]],
    [{ sampler_index: "Nothing Karras" }, ["Nothing", "DPM++ 2M"]],
    [{ scheduler: "Nowhere" }, ["Nowhere", "automatic"]],
    [{ styles: ["no such style"] }, ["no such style"]],
    [{ override_settings: { sd_model_checkpoint: "nothing.safetensors" } }, ["nothing.safetensors"]],
    [{ override_settings: { no_such_setting: 1 } }, ["no_such_setting"]],
  ])("%j", async (asked, words) => {
    const { info } = await json(await open().send("/sdapi/v1/txt2img", { prompt: "x", steps: 1, ...asked }));
    for (const word of words) expect(JSON.parse(info).comments).toContain(word);
  });

  it("and nothing of what was done as asked", async () => {
    const asked = {
      prompt: "x",
      steps: 1,
      sampler_name: "Euler a",
      scheduler: "Karras",
      alwayson_scripts: { seed: {} },
    };
    const { info } = await json(await open().send("/sdapi/v1/txt2img", asked));
    expect(JSON.parse(info)).not.toHaveProperty("comments");
  });
});
