import { readFile } from "node:fs/promises";
import { printPng } from "@danfang/workbench";
import { afterEach, expect, it } from "vitest";
import { type FakeApp, fakeApp } from "../testing/fake-app.ts";
import { greyPng } from "../testing/grey-png.ts";

let app: FakeApp | undefined;
afterEach(() => app?.close());
const picture = Buffer.from(greyPng).toString("base64");

async function paint(body: object) {
  app = fakeApp();
  const response = await app.send("/sdapi/v1/img2img", body);
  return { status: response.status, body: await response.json(), order: app.studio.submitted[0]?.request };
}

it("starts from the picture, kept as it was sent, with AUTOMATIC1111's defaults", async () => {
  const { body, order } = await paint({ prompt: "red apple", init_images: [`data:image/png;base64,${picture}`] });
  expect(order).toMatchObject({ width: 512, height: 512, steps: 50 });
  expect(order?.init).toMatchObject({
    image: expect.stringMatching(/^input:/),
    denoisingStrength: 0.75,
    resize: "stretch",
    noiseMultiplier: 1,
    conditioningMaskWeight: 1,
  });
  expect(order?.init).not.toHaveProperty("mask");
  const kept = await app!.studio.inputs.path(order!.init!.image);
  expect(new Uint8Array(await readFile(kept!))).toEqual(greyPng);
  expect(body.images).toHaveLength(1);
  expect(body.parameters).toMatchObject({ init_images: null, mask: null, denoising_strength: 0.75 });
  expect(JSON.parse(body.info)).toMatchObject({ denoising_strength: 0.75 });
});

it("hands its mask over with everything that is said of it", async () => {
  const { order } = await paint({
    prompt: "x",
    init_images: [picture],
    mask: picture,
    mask_blur_x: 3,
    mask_blur_y: 5,
    inpainting_fill: 2,
    inpaint_full_res_padding: 24,
    inpainting_mask_invert: 1,
    mask_round: false,
    resize_mode: 2,
    initial_noise_multiplier: 1.05,
    image_cfg_scale: 1.5,
    denoising_strength: 0.4,
    override_settings: { inpainting_mask_weight: 0.5, img2img_color_correction: true },
  });
  expect(order?.init).toMatchObject({
    resize: "fill",
    noiseMultiplier: 1.05,
    imageCfgScale: 1.5,
    denoisingStrength: 0.4,
    conditioningMaskWeight: 0.5,
    colorCorrection: true,
    mask: { blur: 3, blurY: 5, content: "noise", area: "masked", padding: 24, invert: true, round: false },
  });
});

it("starts every picture of a batch from its own, and a batch has as many as there are", async () => {
  const other = (await printPng({ width: 9, height: 9, data: new Uint8Array(9 * 9 * 3) })).toString("base64");
  const { order } = await paint({
    prompt: "x",
    init_images: [picture, other],
    batch_size: 3,
    latent_mask: other,
    mask: picture,
  });
  expect(order).toMatchObject({ batchSize: 2, init: { others: [expect.stringMatching(/^input:/)] } });
  expect(order?.init?.mask?.latent).toMatch(/^input:/);
});

it("says how many pictures it may start from in AUTOMATIC1111's words", async () => {
  const { status, body } = await paint({ prompt: "x", init_images: [picture, picture] });
  expect(status).toBe(500);
  expect(body).toMatchObject({ errors: "bad number of images passed: 2; expecting 1 or less" });
});

const soft = { scheduleBias: 1.5, preservation: 0.25, contrastBoost: 4, maskInfluence: 0 };
it.each([
  ["one after the other", [true, 1.5, 0.25]],
  ["by their labels", [{ "Soft inpainting": true, "Schedule bias": 1.5, "Preservation strength": 0.25 }]],
  [
    "by their labels, not in a list",
    { "soft inpainting": "True", "schedule bias": 1.5, "Preservation strength": "0.25" },
  ],
])("takes soft inpainting's arguments %s", async (_, args) => {
  const scripts = { alwayson_scripts: { "Soft Inpainting": { args } } };
  const { order } = await paint({ prompt: "x", init_images: [picture], mask: picture, ...scripts });
  expect(order?.init?.mask?.soft).toMatchObject({ ...soft, differenceThreshold: 0.5, differenceContrast: 2 });
});

it.each([
  [[false, 1.5], 200, undefined],
  [[], 200, undefined],
  [[true, 9], 422, 1],
  [["perhaps"], 422, 0],
])("soft inpainting's arguments %j are answered with %d", async (args, status, at) => {
  const answer = await paint({
    init_images: [picture],
    mask: picture,
    alwayson_scripts: { "soft inpainting": { args } },
  });
  expect(answer.status).toBe(status);
  if (at === undefined) expect(answer.order?.init?.mask).not.toHaveProperty("soft");
  else expect(answer.body.detail[0].loc.at(-1)).toBe(at);
});

it("merges tokens by its own setting, unless the request has the general one", async () => {
  const of = async (override_settings: object) =>
    (await paint({ prompt: "x", init_images: [picture], override_settings })).order?.knobs;
  expect(await of({ token_merging_ratio_img2img: 0.4 })).toEqual({ tokenMerging: 0.4 });
  expect(await of({ token_merging_ratio_img2img: 0.4, token_merging_ratio: 0.2 })).toEqual({ tokenMerging: 0.2 });
});

it.each([
  ["Loopback", [6, 0.3, "Lazy", "None"], { kind: "loopback", loops: 6, finalDenoisingStrength: 0.3, curve: "lazy" }],
  ["loopback", [], { kind: "loopback", loops: 4, finalDenoisingStrength: 0.5, curve: "linear" }],
  [
    "Outpainting mk2",
    [null, 64, 6, ["left", "up"], 0.8, 0.1],
    { kind: "outpaint", left: 64, right: 0, up: 64, maskBlur: 6 },
  ],
  ["outpainting mk2", [], { kind: "outpaint", left: 128, right: 128, up: 128, down: 128, maskBlur: 8, falloff: 1 }],
  ["Poor man's outpainting", [32, 2, "latent noise", ["down"]], { kind: "outpaintTiles", down: 32, content: "noise" }],
  ["SD upscale", [null, 32, 1, 3], { kind: "upscale", overlap: 32, upscaler: "Lanczos", scale: 3, tilesAtOnce: 4 }],
  ["sd upscale", [null, 64, "Nearest", 2], { kind: "upscale", upscaler: "Nearest" }],
])("the script %s with %j paints in several passes", async (script_name, script_args, passes) => {
  const { order } = await paint({ init_images: [picture], mask: picture, script_name, script_args, batch_size: 4 });
  expect(order?.init?.passes).toMatchObject(passes);
  expect(order?.batchSize).toBe(passes.kind === "outpaint" ? 4 : 1);
  expect(order?.init?.mask === undefined).toBe(passes.kind !== "loopback");
});

it.each([
  ["loopback", [99], 422],
  ["loopback", [4, 0.5, "Linear", "CLIP"], 501],
  ["outpainting mk2", [null, 64, 8, "left"], 422],
  ["poor man's outpainting", [64, 4, 7], 422],
  ["sd upscale", [null, 64, 99, 2], 500],
  ["img2img alternative test", [], 422],
])("the script %s with %j is answered with %d", async (script_name, script_args, status) => {
  expect(await paint({ init_images: [picture], script_name, script_args })).toMatchObject({ status, order: undefined });
});

it("one number blurs a mask both ways", async () => {
  const { order } = await paint({ prompt: "x", init_images: [picture], mask: picture, mask_blur: 7 });
  expect(order?.init?.mask).toMatchObject({ blur: 7, blurY: 7, content: "fill" });
});

it("sends the pictures back when asked to", async () => {
  const { body } = await paint({ prompt: "x", init_images: [picture], include_init_images: true });
  expect(body.parameters).toMatchObject({ init_images: [picture], mask: null });
});

it.each([
  [{}, 404, "Init image not found"],
  [{ init_images: [] }, 404, "Init image not found"],
  [{ init_images: ["AAAA"] }, 500, "Invalid encoded image"],
  [{ init_images: ["http://example.org/a.png"] }, 500, "Requests not allowed"],
  [{ init_images: [picture], mask: "AAAA" }, 500, "Invalid encoded image"],
])("answers %j as AUTOMATIC1111 does, and paints nothing", async (body, status, words) => {
  const answer = await paint({ prompt: "x", ...body });
  expect(answer).toMatchObject({ status, body: { error: "HTTPException", detail: expect.stringContaining(words) } });
  expect(answer.order).toBeUndefined();
});

it.each([
  [{ init_images: 7 }, "init_images"],
  [{ init_images: [picture], denoising_strength: 2 }, "denoising_strength"],
])("refuses %j with 422 and the field's place", async (body, field) => {
  const answer = await paint({ prompt: "x", ...body });
  expect(answer).toMatchObject({ status: 422, body: { detail: [{ loc: ["body", field] }] } });
});
