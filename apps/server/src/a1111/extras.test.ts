import { afterEach, describe, expect, it } from "vitest";
import { type FakeApp, fakeApp } from "../testing/fake-app.ts";
import { greyPng } from "../testing/grey-png.ts";

let app: FakeApp | undefined;
afterEach(() => app?.close());
const picture = Buffer.from(greyPng).toString("base64");

async function ask(path: string, body: object) {
  app = fakeApp();
  const response = await app.send(path, body);
  return { status: response.status, body: await response.json(), upscaled: app.studio.upscaled };
}
const single = (body: object) => ask("/sdapi/v1/extra-single-image", { image: picture, ...body });

describe("AUTOMATIC1111's extras", () => {
  it("enlarge a picture and say how", async () => {
    const { status, body, upscaled } = await single({ upscaler_1: "4x_grain", upscaling_resize: 3 });
    expect(upscaled).toMatchObject([{ request: { upscaler: "4x_grain", scale: 3 }, bytes: greyPng.length }]);
    expect([status, body]).toEqual([
      200,
      { html_info: "<p>Postprocess upscale by: 3, Postprocess upscaler: 4x_grain</p>", image: picture },
    ]);
  });

  it.each([
    [{}, { upscaler: "None", scale: 2, crop: true }],
    [
      { resize_mode: 1, upscaling_resize_w: 800, upscaling_crop: false },
      { width: 800, height: 512, crop: false },
    ],
    [
      { upscaler_1: "Lanczos", upscaler_2: "4x_grain.safetensors", extras_upscaler_2_visibility: 0.25 },
      { upscaler: "Lanczos", second: { upscaler: "4x_grain", visibility: 0.25 } },
    ],
  ])("%j asks for %j", async (body, request) => {
    expect((await single(body)).upscaled).toMatchObject([{ request }]);
  });

  it("take several at once, in their order", async () => {
    const imageList = [{ data: picture, name: "a.png" }, { data: `data:image/png;base64,${picture}` }];
    const { body, upscaled } = await ask("/sdapi/v1/extra-batch-images", { imageList, upscaler_1: "Nearest" });
    expect(upscaled).toHaveLength(2);
    expect(body).toMatchObject({ images: [picture, picture], html_info: expect.stringContaining("Nearest") });
  });

  it.each([
    [{ image: "AAAA" }, 500, "Invalid encoded image"],
    [{ gfpgan_visibility: 0.5 }, 501, "gfpgan_visibility"],
    [{ codeformer_visibility: 1 }, 501, "codeformer_visibility"],
    [{ upscaler_1: "/etc/passwd" }, 500, "could not find upscaler named /etc/passwd"],
  ])("answer %j as AUTOMATIC1111 does, and enlarge nothing", async (body, status, words) => {
    const answer = await single(body);
    expect(answer).toMatchObject({ status, body: { error: "HTTPException", detail: expect.stringContaining(words) } });
    expect(answer.upscaled).toEqual([]);
  });

  it.each([
    [{ resize_mode: 2 }, "resize_mode"],
    [{ upscaling_resize: 0 }, "upscaling_resize"],
    [{ upscaling_resize: 99 }, "upscaling_resize"],
    [{ resize_mode: 1, upscaling_resize_h: 20_000 }, "upscaling_resize_h"],
    [{ extras_upscaler_2_visibility: 1.5 }, "extras_upscaler_2_visibility"],
    [{ codeformer_weight: -1 }, "codeformer_weight"],
  ])("refuse %j with 422 and the field's place", async (body, field) => {
    expect(await single(body)).toMatchObject({
      status: 422,
      body: { detail: [{ loc: ["body", field] }] },
      upscaled: [],
    });
  });
});

describe("POST /v1/upscale", () => {
  it("keeps a larger picture in the gallery", async () => {
    const { status, body, upscaled } = await ask("/v1/upscale", { pictureId: "picture-1", scale: 1.5 });
    expect([status, body.id]).toEqual([201, "larger"]);
    expect(upscaled).toMatchObject([
      { source: { pictureId: "picture-1" }, request: { upscaler: "Lanczos", scale: 1.5 } },
    ]);
    const handedIn = await ask("/v1/upscale", { input: "input:x.png", upscaler: "4x_grain", width: 900, height: 700 });
    expect(handedIn.upscaled).toMatchObject([
      { source: { input: "input:x.png" }, request: { width: 900, crop: true } },
    ]);
  });

  it.each([
    {},
    { pictureId: "a", input: "b" },
    { pictureId: "a", upscaler: "/etc/passwd" },
    { pictureId: "a", second: { upscaler: "nobody", visibility: 1 } },
    { pictureId: "a", scale: 17 },
  ])("refuses %j", async (body) => {
    expect(await ask("/v1/upscale", body)).toMatchObject({ status: 422, upscaled: [] });
  });
});
