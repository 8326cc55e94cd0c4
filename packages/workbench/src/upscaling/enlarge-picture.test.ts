import type { RgbImage } from "@danfang/domain";
import { UpscaleRequest } from "@danfang/domain";
import type { UpscaleOrder } from "@danfang/engine";
import { openHashes } from "@danfang/library";
import { expect, it } from "vitest";
import { namesWithPaths } from "../names/names.ts";
import { placesOf } from "../places/places.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { enlargePicture } from "./enlarge-picture.ts";

const home = await temporaryFolder();
const levels: Readonly<Record<string, number>> = { Lanczos: 100, Nearest: 207 };
const plain = (width: number, height: number, level: number): RgbImage => ({
  width,
  height,
  data: new Uint8Array(width * height * 3).fill(level),
});

/** An engine whose results are plain, each upscaler's in its own grey. */
async function enlarge(request: object, image = plain(30, 20, 1)) {
  const orders: UpscaleOrder[] = [];
  const upscale = async (order: UpscaleOrder) => {
    orders.push(order);
    if (!("scale" in order.to) || order.upscaler.kind !== "builtIn") throw new Error("all grow by a factor");
    const { scale } = order.to;
    return plain(Math.floor(image.width * scale), Math.floor(image.height * scale), levels[order.upscaler.name]!);
  };
  const names = namesWithPaths(placesOf({ home }), openHashes(`${home}/hashes.json`));
  const context = { engine: { upscale }, names };
  return { ...(await enlargePicture(image, UpscaleRequest.parse(request), context)), orders };
}
const size = ({ width, height }: RgbImage) => [width, height];

it("grows by its factor", async () => {
  const { pixels, fields } = await enlarge({ scale: 2.5 });
  expect(size(pixels)).toEqual([75, 50]);
  expect(fields).toEqual({ "Postprocess upscale by": "2.5", "Postprocess upscaler": "Lanczos" });
});

it("covers a size, and is cut to it in its middle unless told not to", async () => {
  const wide = await enlarge({ width: 60, height: 60 });
  expect([size(wide.pixels), wide.orders[0]!.to]).toEqual([[60, 60], { scale: 3 }]);
  expect(new Set(wide.pixels.data)).toEqual(new Set([100])); // no black edge
  expect(size((await enlarge({ width: 60, height: 60, crop: false })).pixels)).toEqual([90, 60]);
  expect(size((await enlarge({ height: 60 })).pixels)).toEqual([90, 60]);
});

it("mixes a second upscaler in, decimals cut off", async () => {
  const second = (visibility: number) => ({ second: { upscaler: "nearest", visibility } });
  const { pixels, fields } = await enlarge(second(0.25));
  expect(new Set(pixels.data)).toEqual(new Set([126])); // 100 + 0.25 · 107
  expect(fields).toMatchObject({ "Postprocess upscaler 2": "Nearest" });
  expect((await enlarge(second(0))).orders).toHaveLength(1);
});

it("stays as it is with None", async () => {
  const { pixels, orders, fields } = await enlarge({ upscaler: "None" });
  expect([size(pixels), orders, fields]).toEqual([[30, 20], [], {}]);
});

it.each([{ scale: 15 }, { width: 16384 }])("refuses %j where the result would be too large", async (request) => {
  const problem = { code: "workbench/tooLarge" };
  await expect(enlarge(request, plain(1300, 1200, 1))).rejects.toMatchObject(problem);
});

it("says which upscalers there are for one that is not", async () => {
  await expect(enlarge({ upscaler: "nobody" })).rejects.toMatchObject({ code: "library/notFound" });
});
