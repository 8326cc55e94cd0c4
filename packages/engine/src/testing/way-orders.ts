import type { RgbaImage, RgbImage } from "@danfang/domain";
import type { HiresOrder, InitOrder, MaskOrder, PaintOrder } from "../orders/paint-order.ts";
import { smallOrder } from "./starter.ts";

/** A picture of gradients, no two channels alike. */
export const gradients = (width: number, height: number): RgbImage => {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    data.set([(x * 3 + y) % 256, 255 - x, (40 + y * 3) % 256], i * 3);
  }
  return { width, height, data };
};

/** Which pixels are drawn: from (left, top) up to (right, bottom), which is outside. */
export type Drawn = readonly [left: number, top: number, right: number, bottom: number];

/** A mask, white on black, opaque. */
export const maskOf = (width: number, height: number, [left, top, right, bottom]: Drawn): RgbaImage => {
  const data = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    const level = x >= left && x < right && y >= top && y < bottom ? 255 : 0;
    data.set([level, level, level, 255], i * 4);
  }
  return { width, height, channels: 4, data };
};

export const init = (image: RgbImage, fields: Partial<InitOrder> = {}): InitOrder => ({
  image,
  denoisingStrength: 0.7,
  resize: "stretch",
  noiseMultiplier: 1,
  conditioningMaskWeight: 1,
  colorCorrection: false,
  ...fields,
});

export const mask = (image: RgbaImage, fields: Partial<MaskOrder> = {}): MaskOrder => ({
  image,
  blur: 2,
  invert: false,
  content: "original",
  area: "whole",
  padding: 4,
  round: true,
  ...fields,
});

export const hires = (fields: Partial<HiresOrder> = {}): HiresOrder => ({
  setup: smallOrder.setup,
  prompt: "blue fish",
  negativePrompt: "",
  scale: 1.25,
  steps: 2,
  sampler: "Euler a",
  schedule: "automatic",
  denoisingStrength: 0.6,
  upscaler: { kind: "latent", name: "Latent" },
  ...fields,
});

/** A picture in two steps and as few pixels as networks of four levels take. */
export const quickOrder: PaintOrder = { ...smallOrder, steps: 2, width: 48, height: 40 };
