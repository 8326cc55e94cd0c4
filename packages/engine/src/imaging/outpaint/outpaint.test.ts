import { growthOf } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import type { GreyImage } from "../raster.ts";
import { outpaint, outpaintSide } from "./outpaint.ts";

const picture = (width: number, height: number) => ({
  width,
  height,
  data: new Uint8Array(width * height * 3).fill(9),
});

/** Columns of the first row (or rows of the first column) that are kept. */
function kept({ width, height, data }: GreyImage): { columns: number[]; rows: number[] } {
  const all = [...data.keys()].filter((i) => data[i] === 0);
  const span = (values: number[]) => [Math.min(...values), Math.max(...values)];
  return { columns: span(all.map((i) => i % width)), rows: span(all.map((i) => Math.floor(i / width))).concat(height) };
}

describe("outpainting", () => {
  it("rounds the canvas up to 64 and shares what that adds", () => {
    expect(growthOf({ width: 500, height: 512 }, { left: 128, right: 128, up: 128, down: 0 })).toEqual({
      left: 134,
      right: 134,
      up: 128,
      down: 0, // 500 + 256 → 768
    });
    expect(growthOf({ width: 500, height: 500 }, { left: 0, right: 100, up: 0, down: 0 })).toEqual({
      left: 0,
      right: 140,
      up: 0,
      down: 0,
    });
  });

  it("keeps the old picture where it was, and paints a rim of it", () => {
    const { image, mask, latentMask, growth } = outpaint(picture(128, 64), {
      pixels: { left: 64, right: 0, up: 0, down: 0 },
      maskBlur: 4,
    });
    expect([image.width, image.height]).toEqual([192, 64]);
    expect(growth.left).toBe(64);
    expect(image.data.subarray(63 * 3, 65 * 3)).toEqual(Uint8Array.of(0, 0, 0, 9, 9, 9));
    expect(kept(mask).columns).toEqual([64 + 8, 191]);
    expect(kept(latentMask).columns).toEqual([64 + 2, 191]);
    expect(kept(mask).rows).toEqual([0, 63, 64]);
  });

  it("side by side paints windows no wider than the size asked for", () => {
    const order = { pixels: 64, maskBlur: 8, limit: { width: 128, height: 128 } };
    const right = outpaintSide(picture(192, 128), "right", order);
    expect(right.window).toEqual({ left: 128, top: 0, right: 256, bottom: 128 });
    expect(right.result).toEqual({ width: 256, height: 128 });
    expect(kept(right.mask).columns).toEqual([0, 128 - 64 - 8]);
    expect(kept(right.latentMask).columns).toEqual([0, 128 - 64 - 16]);
    const up = outpaintSide(picture(128, 192), "up", order);
    expect(up.window).toEqual({ left: 0, top: 0, right: 128, bottom: 128 });
    expect(kept(up.mask).rows).toEqual([64 + 8, 127, 128]);
    expect(up.canvas.data[64 * 128 * 3]).toBe(9);
  });
});
