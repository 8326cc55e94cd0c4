import { afterEach, expect, it } from "vitest";
import { type FakeApp, fakeApp } from "../testing/fake-app.ts";
import { greyPng } from "../testing/grey-png.ts";
import { axesOf } from "./scripts/xyz-plot.ts";

let app: FakeApp | undefined;
afterEach(() => app?.close());

const hostile = [
  "../attack/pipe",
  "/attack/pipe",
  "\\\\attack\\share",
  "C:\\attack",
  "..%2fattack",
  "／attack",
  "attack\0",
];
const image = Buffer.from(greyPng).toString("base64");
const axis = (label: string) => axesOf("txt2img").findIndex((one) => one.label === label);
const plot = (label: string, name: string) => ({
  script_name: "X/Y/Z plot",
  script_args: [axis(label), "", [name], 0, "", [], 0, "", []],
});

/** Every way in which a client names a model. */
const ways: readonly (readonly [string, string, (name: string) => object])[] = [
  ["sd_vae", "txt2img", (sd_vae) => ({ override_settings: { sd_vae } })],
  ["refiner_checkpoint", "txt2img", (name) => ({ refiner_checkpoint: name, refiner_switch_at: 0.5 })],
  ["hr_checkpoint_name", "txt2img", (name) => ({ enable_hr: true, hr_checkpoint_name: name })],
  ["hr_upscaler", "txt2img", (name) => ({ enable_hr: true, hr_upscaler: name })],
  ["firstpass_image", "txt2img", (name) => ({ enable_hr: true, firstpass_image: name })],
  ["the axis Checkpoint name", "txt2img", (name) => plot("Checkpoint name", name)],
  ["the axis VAE", "txt2img", (name) => plot("VAE", name)],
  ["the axis Refiner checkpoint", "txt2img", (name) => plot("Refiner checkpoint", name)],
  ["init_images", "img2img", (name) => ({ init_images: [name] })],
  ["mask", "img2img", (mask) => ({ init_images: [image], mask })],
  [
    "SD upscale",
    "img2img",
    (name) => ({ init_images: [image], script_name: "SD upscale", script_args: ["", 64, name] }),
  ],
  ["upscaler_1", "extra-single-image", (upscaler_1) => ({ image, upscaler_1 })],
  ["upscaler_2", "extra-single-image", (name) => ({ image, upscaler_2: name, extras_upscaler_2_visibility: 1 })],
  ["sd_model_checkpoint", "options", (sd_model_checkpoint) => ({ sd_model_checkpoint })],
];

it.each(ways)(
  "what is named by %s is listed or handed in, else refused before anything is ordered",
  async (_, path, body) => {
    app = fakeApp();
    const { send, studio } = app;
    for (const name of hostile) {
      const { status } = await send(`/sdapi/v1/${path}`, { prompt: "x", ...body(name) });
      expect([name, status >= 400]).toEqual([name, true]);
    }
    expect([studio.submitted, studio.upscaled]).toEqual([[], []]);
  },
);

it("an overriding checkpoint that is not listed is in no order", async () => {
  app = fakeApp();
  for (const sd_model_checkpoint of hostile)
    await app.send("/sdapi/v1/txt2img", { prompt: "x", override_settings: { sd_model_checkpoint } });
  expect(app.studio.submitted).toHaveLength(hostile.length);
  expect(JSON.stringify(app.studio.submitted)).not.toContain("attack");
});

it("an order from before is judged again when it is tried again", async () => {
  app = fakeApp();
  const { send, studio } = app;
  const { id } = await studio.queue.submit(
    { request: { ...JSON.parse(JSON.stringify(await ordered(app))), checkpoint: "../attack/pipe" }, priority: 0 },
    { source: "studio" },
  );
  const response = await send(`/v1/jobs/${id}/retry`, {});
  expect([response.status, await response.json()]).toMatchObject([422, { code: "library/notFound" }]);
});

/** An order with all its defaults. */
async function ordered({ send, studio }: FakeApp) {
  await send("/v1/jobs", { request: { prompt: "x" } });
  return studio.submitted[0]!.request;
}
