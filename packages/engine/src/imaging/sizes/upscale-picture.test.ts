import type { RgbImage } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { resize } from "./resample.ts";
import { enlargeInTiles, upscaleBy, upscaledSize } from "./upscale-picture.ts";

const picture = (width: number, height: number): RgbImage => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * i + 31 * i) % 251),
});
const quadruple = async (image: RgbImage) =>
  resize(image, { width: image.width * 4, height: image.height * 4 }, "nearest");

/** How often a four times larger model is asked, and the size that comes of it. */
async function rounds(width: number, height: number, factor: number): Promise<[number, number, number]> {
  let calls = 0;
  const image = await upscaleBy(picture(width, height), factor, (small) => {
    calls++;
    return quadruple(small);
  });
  return [calls, image.width, image.height];
}

describe("upscaling", () => {
  it("asks the model as often as the factor needs, and not where the picture shrinks", async () => {
    expect(await rounds(16, 24, 2)).toEqual([1, 32, 48]);
    expect(await rounds(16, 24, 5)).toEqual([2, 80, 120]);
    expect(await rounds(16, 24, 1)).toEqual([1, 16, 24]);
    expect(await rounds(16, 24, 0.5)).toEqual([0, 8, 8]); // 12 is no multiple of 8
  });

  it("gives up after three rounds, and where a model does not enlarge", async () => {
    let calls = 0;
    const same = async (image: RgbImage) => {
      calls++;
      return image;
    };
    await upscaleBy(picture(16, 16), 4, same);
    expect(calls).toBe(1);
    expect((await rounds(8, 8, 100)).slice(0, 1)).toEqual([3]);
  });

  it("rounds sides down to multiples of 8", () => {
    expect(upscaledSize({ width: 333, height: 512 }, 1.5)).toEqual({ width: 496, height: 768 });
  });

  it("in tiles is the same as in one piece where the model sees single pixels", async () => {
    for (const [width, height] of [
      [40, 33],
      [16, 16],
      [9, 21], // smaller than a tile
    ] as const) {
      const image = picture(width, height);
      const tiled = await enlargeInTiles(image, quadruple, { size: 16, overlap: 4 });
      expect(tiled).toEqual(await quadruple(image));
    }
  });
});
