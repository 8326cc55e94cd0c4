import type { RgbaImage } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import type { HiresOrder, InitOrder, PaintOrder } from "../orders/paint-order.ts";
import { smallOrder } from "../testing/starter.ts";
import { checkOrder } from "./check-order.ts";

const rgb = (width: number, height: number) => ({ width, height, data: new Uint8Array(width * height * 3) });
const rgba = (width: number, height: number): RgbaImage => ({
  width,
  height,
  channels: 4,
  data: new Uint8Array(width * height * 4),
});
const init: InitOrder = {
  image: rgb(61, 45),
  denoisingStrength: 0.5,
  resize: "stretch",
  noiseMultiplier: 1,
  conditioningMaskWeight: 1,
  colorCorrection: false,
};
const masked = (width: number, height: number): InitOrder => ({
  ...init,
  mask: {
    image: rgba(width, height),
    blur: 4,
    invert: false,
    content: "original",
    area: "whole",
    padding: 32,
    round: true,
  },
});
const hires: HiresOrder = {
  setup: smallOrder.setup,
  prompt: "",
  negativePrompt: "",
  scale: 2,
  steps: 3,
  sampler: "Euler",
  schedule: "automatic",
  denoisingStrength: 0.5,
  upscaler: { kind: "latent", name: "Latent" },
};

describe("an order is refused before anything is loaded", () => {
  it.each<[string, Partial<PaintOrder>, string, RegExp]>([
    ["has a mask of another size than its picture", { init: masked(45, 61) }, "engine/maskSize", /45×61.*61×45/],
    ["has a mask and a second pass", { init: masked(61, 45), hires }, "engine/maskWithHires", /mask/],
    ["is larger than 16384 pixels", { width: 16392, height: 64 }, "engine/tooLarge", /16392×64.*16384/],
    ["is not made of cells", { width: 64, height: 60 }, "engine/badSize", /64×60/],
    ["has no pixels", { width: 0, height: 64 }, "engine/badSize", /0×64/],
    ["grows too large", { hires: { ...hires, scale: 300 } }, "engine/tooLarge", /19200×21600/],
    [
      "grows too large to cover a side",
      { hires: { ...hires, width: 16384, height: 8 } },
      "engine/tooLarge",
      /16384×18432/,
    ],
    ["has a second pass of less than a cell", { hires: { ...hires, width: 5 } }, "engine/badSize", /5×5/],
    [
      "starts from a picture that grows too large",
      { width: undefined, height: undefined, init: { ...init, image: rgb(9000, 8) }, hires },
      "engine/tooLarge",
      /18000×16/,
    ],
    ["names no known sampler", { sampler: "Eulre" }, "engine/unknownSampler", /Eulre/],
    [
      "names no known sampler for its second pass",
      { hires: { ...hires, sampler: "Eulre" } },
      "engine/unknownSampler",
      /Eulre/,
    ],
    [
      "names no known upscaler of latents",
      { hires: { ...hires, upscaler: { kind: "latent", name: "Lantern" } } },
      "engine/unknownUpscaler",
      /Lantern/,
    ],
  ])("when it %s", (_, fields, code, says) => {
    const order = { ...smallOrder, width: 64, height: 72, ...fields };
    expect(() => checkOrder(order)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(says) }));
  });
});

it("an order of any size that can be painted is let through", () => {
  for (const fields of [{ init }, { init: masked(61, 45) }, { hires }, { width: 16384, height: 8 }, { init, hires }])
    expect(() => checkOrder({ ...smallOrder, ...fields })).not.toThrow();
});
