import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UpscaleRequest } from "@danfang/domain";
import { readImageText, writeImageText } from "@danfang/formats";
import { parseInfotext } from "@danfang/recipes";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import sharp from "sharp";
import { afterAll, expect, it } from "vitest";
import { openStudio } from "../open-studio.ts";

const home = join(await temporaryFolder(), "home");
const studio = await openStudio({ home });
afterAll(() => studio.close());
const everything = { deleted: false, offset: 0, limit: 100 };
const infotext = "fox\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 31, Size: 24x16";
const picture = async () =>
  new Uint8Array(
    await sharp({ create: { width: 24, height: 16, channels: 3, background: "#468" } })
      .png()
      .toBuffer(),
  );

it("a larger picture lies in outputs/extras, in the gallery, with its recipe and what was done to it", async () => {
  const { id: input } = await studio.inputs.put(writeImageText(await picture(), "png", infotext));
  const larger = await studio.upscaling.keep({ input }, UpscaleRequest.parse({ scale: 2 }));
  expect(larger).toMatchObject({ width: 48, height: 32, recipe: { prompt: "fox", seed: 31, width: 24 } });
  const file = await studio.gallery.file(larger.id);
  expect(file).toMatch(/outputs.extras.[\d-]+.00000-31\.png$/);
  const { value } = parseInfotext(readImageText(await readFile(file!))!);
  expect(value).toMatchObject({
    prompt: "fox",
    extra: { "Postprocess upscale by": "2", "Postprocess upscaler": "Lanczos" },
  });
  const again = await studio.upscaling.keep({ pictureId: larger.id }, UpscaleRequest.parse({ width: 60, height: 60 }));
  expect(again).toMatchObject({ width: 60, height: 60, recipe: { prompt: "fox", seed: 31 } });
  expect((await studio.gallery.page(everything)).total).toBe(2);
});

it("one of which nothing is known says what was done, and no prompt", async () => {
  const { recipe, infotext: told } = await studio.upscaling.enlarge(await picture(), UpscaleRequest.parse({}));
  expect(recipe).not.toHaveProperty("prompt");
  expect(parseInfotext(told).value).toMatchObject({ prompt: "", width: 48, extra: { "Postprocess upscale by": "2" } });
});

it("what is not there, or no picture, is said", async () => {
  const request = UpscaleRequest.parse({});
  await expect(studio.upscaling.keep({ pictureId: "x" }, request)).rejects.toMatchObject({ code: "gallery/notFound" });
  await expect(studio.upscaling.keep({ input: "x" }, request)).rejects.toMatchObject({ code: "inputs/notFound" });
  const none = studio.upscaling.enlarge(new Uint8Array(9), request);
  await expect(none).rejects.toMatchObject({ code: "workbench/badPicture" });
});
