import { afterAll, expect, it } from "vitest";
import { openLocalEngine } from "../engine/local-engine.ts";
import { openOrt } from "../runtime/ort.ts";
import { paintAll } from "../testing/painted.ts";
import { gradients, hires, init, mask, maskOf, quickOrder } from "../testing/way-orders.ts";
import type { PaintOrder } from "./paint-order.ts";

const engine = openLocalEngine({ runtime: openOrt({ backend: "cpu", threads: 2 }), memoryBudget: Infinity });
afterAll(() => engine.close());

const picture = gradients(61, 45);
const drawn = maskOf(61, 45, [20, 12, 40, 30]);

it.each<[string, Partial<PaintOrder>]>([
  ["with a second pass of latents", { hires: hires() }],
  ["with a second pass of pictures", { hires: hires({ upscaler: { kind: "builtIn", name: "Lanczos" } }) }],
  ["from a picture", { init: init(picture) }],
  ["under a mask filled with noise", { init: init(picture, { mask: mask(drawn, { content: "noise" }) }) }],
  ["in the masked area", { init: init(picture, { mask: mask(drawn, { area: "masked" }) }) }],
  ["with a resized seed", { seedResize: { width: 64, height: 32 } }],
  ["with rescaled guidance of composed prompts", { cfgRescale: 0.7, prompt: "red apple AND blue fish :0.6" }],
  ["with a refiner", { refiner: { setup: quickOrder.setup, switchAt: 0.5 } }],
  ["with Brownian noise", { sampler: "DPM++ 2M SDE" }],
  ["with the steps it needs", { sampler: "DPM adaptive", init: init(picture, { denoisingStrength: 0.2 }) }],
])("an image of a batch is the image alone, bit for bit, when it is painted %s", async (_, fields) => {
  const order = { ...quickOrder, ...fields };
  const [alone] = (await paintAll(engine, { ...order, batches: [[7]] })).images;
  const [other, inBatch] = (await paintAll(engine, { ...order, batches: [[8, 7]] })).images;
  expect(inBatch).toEqual(alone);
  expect(other!.latent).not.toEqual(alone!.latent);
});

it("a variation in a batch is the variation alone", async () => {
  const order = { ...quickOrder, hires: hires() };
  const variationOf = (seeds: readonly number[]) => ({
    ...{ batches: [seeds.map(() => 7)], variation: { batches: [seeds], strength: 0.3 } },
  });
  const [alone] = (await paintAll(engine, { ...order, ...variationOf([21]) })).images;
  const [, inBatch] = (await paintAll(engine, { ...order, ...variationOf([22, 21]) })).images;
  expect(inBatch).toEqual(alone);
});
