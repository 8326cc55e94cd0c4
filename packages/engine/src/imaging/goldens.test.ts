import { fileURLToPath } from "node:url";
import type { RgbaImage, RgbImage } from "@danfang/domain";
import { beforeAll, describe, expect, it } from "vitest";
import { type Golden, readGoldens, relativeError } from "../testing/read-goldens.ts";
import { blurByBoxes } from "./box-blur.ts";
import { blurMask } from "./gaussian-blur.ts";
import { composite, flatten, toGrey } from "./masks/alpha.ts";
import { fillMasked } from "./masks/fill-masked.ts";
import { latentMaskOf } from "./masks/latent-mask.ts";
import { fitBoxToShape } from "./masks/mask.ts";
import { applyOverlay, overlayOf } from "./masks/overlay.ts";
import { finishInpaint, planInpaint } from "./masks/plan-inpaint.ts";
import { crop, type GreyImage, type Raster } from "./raster.ts";
import { type Interpolation, interpolate } from "./sizes/interpolate.ts";
import { type Filter, resize } from "./sizes/resample.ts";
import { resizeModes, resizeTo } from "./sizes/resize-modes.ts";
import { joinTiles, planTiles, tileBox } from "./sizes/tiles.ts";

/** torch computes these in float32; ours are rounded once. Of the golden's standard deviation. */
const float32Rounding = 1e-5;

let golden: (name: string) => Golden;
beforeAll(async () => {
  golden = await readGoldens(fileURLToPath(new URL("../../goldens/imaging/imaging.safetensors", import.meta.url)));
});

const bytes = (name: string) => Uint8Array.from(golden(name).data);
function raster(name: string): Raster & { channels: number } {
  const [height = 0, width = 0, channels = 1] = golden(name).shape;
  return { width, height, channels, data: bytes(name) };
}
const rgb = (name: string): RgbImage => {
  const { width, height, data } = raster(name);
  return { width, height, data };
};
const grey = (name: string) => raster(name) as GreyImage;
const rgba = (name: string) => raster(name) as RgbaImage;
const sized = (text: string) => {
  const [width = 0, height = 0] = text.split("x").map(Number);
  return { width, height };
};
const expectSame = (image: Raster, name: string) => expect([...image.data]).toEqual([...bytes(name)]);

describe("every pixel is Pillow's", () => {
  const filters: Filter[] = ["nearest", "box", "bilinear", "bicubic", "lanczos"];
  it.each(filters)("where a picture is resized: %s", (filter) => {
    for (const size of ["37x29", "9x7", "23x40", "5x17"])
      expectSame(resize(rgb("rgb"), sized(size), filter), `resize.${filter}.${size}`);
    expectSame(resize(grey("grey"), { width: 31, height: 8 }, filter), `resize.${filter}.grey`);
    const box = { left: 3, top: 2, right: 17, bottom: 12 };
    expectSame(resize(rgb("rgb"), { width: 12, height: 13 }, filter, box), `resize.${filter}.box`);
  });

  it.each([0.5, 2, 4, 16, 64, 256])("where it is blurred by boxes: %d", (sigma) => {
    expectSame(blurByBoxes(rgb("rgb"), sigma), `boxblur.${sigma}`);
  });

  it("where it is greyed, flattened and laid over another", () => {
    expectSame(toGrey(rgb("rgb")), "grey.of.rgb");
    expectSame(flatten(rgba("rgba"), [0x33, 0xcc, 0xff]), "flattened");
    const over = rgba("rgba");
    const rows = Array.from({ length: over.height }, (_, y) => over.height - 1 - y);
    const turned = rows.flatMap((y) => [...over.data.subarray(y * over.width * 4, (y + 1) * over.width * 4)]);
    expectSame(composite({ ...over, data: Uint8Array.from(turned) }, over), "composite");
  });
});

describe("every pixel is the WebUI's", () => {
  it.each(["30x12", "12x30", "33x33"])("where a picture is brought to %s in each resize mode", (size) => {
    for (const [n, mode] of resizeModes.entries()) {
      expectSame(resizeTo(rgb("rgb"), sized(size), mode), `mode${n}.${size}`);
      expectSame(resizeTo(grey("grey"), sized(size), mode), `mode${n}.grey.${size}`);
    }
  });

  it.each([
    [4, 4],
    [1, 0],
    [0, 9],
    [16, 2],
    [64, 64], // wider than the picture: mirrored several times
  ])("where a mask is blurred by %d and %d, as OpenCV does", (x, y) => {
    expectSame(blurMask(grey("mask"), x, y), `cv2blur.${x}.${y}`);
  });

  it("where masked parts are filled, cut out and laid back", () => {
    const soft = blurMask(grey("mask"), 4);
    expectSame(fillMasked(rgb("image"), soft), "filled");
    const overlay = overlayOf(rgb("image"), soft);
    expectSame(overlay, "overlay");
    const turned = { ...rgb("image"), data: reversedPixels(bytes("image")) };
    expectSame(applyOverlay(turned, overlay), "overlaid");
    expectSame(applyOverlay(rgb("rgb"), overlay, { left: 3, top: 4, right: 33, bottom: 24 }), "overlaid.box");
  });

  it("where only the masked area is painted", () => {
    const plan = planInpaint(rgb("image"), grey("mask"), {
      isInverted: false,
      isRounded: true,
      blurX: 4,
      blurY: 4,
      content: "original",
      resize: "stretch",
      size: { width: 24, height: 24 },
      area: { kind: "masked", padding: 5 },
    })!;
    const { left, top, right, bottom } = plan.box!;
    expect([left, top, right, bottom]).toEqual([...golden("masked.box").data]);
    expectSame(plan.image, "masked.image");
    expectSame(plan.mask, "masked.mask");
    expectSame(plan.overlay, "overlay");
    expect(finishInpaint(plan, plan.image)).toMatchObject({ width: 41, height: 33 });
  });

  it("where a box grows to a shape", () => {
    const rows = golden("boxes").data;
    for (let n = 0; n < rows.length; n += 12) {
      const [left, top, right, bottom, tw, th, width, height, ...grown] = rows.subarray(n, n + 12) as unknown as [
        ...[number, number, number, number, number, number, number, number],
        ...number[],
      ];
      const target = { width: tw, height: th };
      const box = fitBoxToShape({ left, top, right, bottom }, target, { width, height });
      expect([box.left, box.top, box.right, box.bottom]).toEqual([...grown]);
    }
  });

  it("where a picture is cut into tiles and joined again", () => {
    const image = rgb("tiles.image");
    const grid = planTiles(image, { width: 24, height: 16 }, 6);
    const places = grid.rows.flatMap(({ top, lefts }) => lefts.map((left) => [left, top] as const));
    expect(places.flat()).toEqual([...golden("tiles.places").data]);
    const tiles = places.map(([left, top]) => {
      const tile = crop(image, tileBox(grid, left, top));
      return (left + top) % 2 ? { ...tile, data: tile.data.map((level) => 255 - level) } : tile;
    });
    expectSame(joinTiles(grid, tiles), "tiles.joined");
  });
});

it("a mask over latent cells is the WebUI's, soft or rounded", () => {
  const soft = blurMask(grey("mask"), 4);
  const cells = { width: 10, height: 8 };
  expect(latentMaskOf(soft, cells, { isRounded: false })).toEqual(golden("latentmask").data);
  expect(latentMaskOf(soft, cells, { isRounded: true })).toEqual(golden("latentmask.rounded").data);
});

describe("a latent at another size is torch's", () => {
  const ways: Interpolation[] = [
    { mode: "bilinear", antialias: false },
    { mode: "bilinear", antialias: true },
    { mode: "bicubic", antialias: false },
    { mode: "bicubic", antialias: true },
    { mode: "nearest", antialias: false },
    { mode: "nearest-exact", antialias: false },
  ];
  it.each(ways)("$mode, antialias: $antialias", (way) => {
    for (const [height, width] of [
      [18, 14],
      [13, 16],
      [5, 4],
    ] as const) {
      const name = `interpolate.${way.mode}.${way.antialias ? "True" : "False"}.${height}x${width}`;
      const { shape, data } = interpolate(golden("latent"), { width, height }, way);
      expect(shape).toEqual(golden(name).shape);
      expect(relativeError(data, golden(name).data)).toBeLessThan(float32Rounding);
    }
  });
});

function reversedPixels(data: Uint8Array): Uint8Array {
  const out = data.slice();
  for (let i = 0; i < data.length; i += 3) out.set(data.subarray(i, i + 3), data.length - 3 - i);
  return out;
}
