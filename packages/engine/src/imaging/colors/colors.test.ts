import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { RgbImage } from "@danfang/domain";
import { beforeAll, describe, expect, it } from "vitest";
import { openPcg64 } from "../../noise/pcg64.ts";
import { type Golden, readGoldens } from "../../testing/read-goldens.ts";
import { type ComplexPlane, fourier } from "../outpaint/fourier.ts";
import { fillWithMatchedNoise } from "../outpaint/matched-noise.ts";
import { correctColors, paletteOf } from "./color-correction.ts";
import { fromLab, type LabImage, toLab } from "./lab.ts";
import { matchHistogram } from "./match-histogram.ts";

/** Both sides cut decimals off, and round otherwise before it. */
const oneLevel = 1;

let golden: (name: string) => Golden;
beforeAll(async () => {
  golden = await readGoldens(fileURLToPath(new URL("../../../goldens/imaging/colors.safetensors", import.meta.url)));
});
const bytes = (name: string) => Uint8Array.from(golden(name).data);
const rgb = (name: string): RgbImage => {
  const [height = 0, width = 0] = golden(name).shape;
  return { width, height, data: bytes(name) };
};

/** All pairs of the second and third channel, for a first one. */
function slice(first: number): RgbImage {
  const data = new Uint8Array(256 * 256 * 3);
  for (let i = 0; i < 256 * 256; i++) data.set([first, i >> 8, i & 255], i * 3);
  return { width: 256, height: 256, data };
}

describe("every pixel is OpenCV's", () => {
  it.each([
    ["from RGB to LAB", "cube.lab", (image: RgbImage) => toLab(image)],
    ["from LAB to RGB", "cube.rgb", (image: RgbImage) => fromLab({ ...image, space: "lab" } satisfies LabImage)],
  ] as const)("%s", (_, name, convert) => {
    const hash = createHash("sha256");
    for (let first = 0; first < 256; first += 15) hash.update(convert(slice(first)).data);
    expect([...hash.digest()]).toEqual([...bytes(name)]);
  });
});

describe("colours are corrected", () => {
  it.each([
    ["corrected", "image", "palette"],
    ["corrected.back", "palette", "image"],
    ["corrected.plain", "image", "plain"],
    ["corrected.from-plain", "plain", "image"],
  ])("as the WebUI's are, every pixel: %s", (name, image, palette) => {
    expect([...correctColors(rgb(image), paletteOf(rgb(palette))).data]).toEqual([...bytes(name)]);
  });
});

describe("a histogram that was matched", () => {
  it("is the other's: as many values, the same ones, in the order of the old", () => {
    const from = Float64Array.of(5, 1, 4, 2);
    expect([...matchHistogram(from, Float64Array.of(40, 10, 30, 20))]).toEqual([40, 10, 30, 20]);
  });

  it("of values that are all one becomes the other's largest", () => {
    expect([...matchHistogram(Float64Array.of(3, 3), Float64Array.of(1, 7))]).toEqual([7, 7]);
  });
});

describe("the noise that outpainting begins with", () => {
  it("is drawn as numpy draws it, bit for bit", () => {
    const draw = openPcg64();
    const drawn = Float64Array.from({ length: 2000 }, draw);
    expect([...createHash("sha256").update(new Uint8Array(drawn.buffer)).digest()]).toEqual([...bytes("random")]);
  });

  it.each([
    ["left", { falloff: 1, colorVariation: 0.05 }],
    ["up", { falloff: 0.4, colorVariation: 0.6 }],
    ["even", { falloff: 2, colorVariation: 0 }],
  ] as const)("has the picture's spectrum and colours, as the WebUI's: %s", async (name, look) => {
    const canvas = rgb(`noise.${name}.canvas`);
    const { width, height } = canvas;
    const mask = { channels: 1, width, height, data: bytes(`noise.${name}.mask`) } as const;
    const { data } = await fillWithMatchedNoise(canvas, mask, look);
    const expected = bytes(`noise.${name}`);
    const worst = data.reduce((most, level, i) => Math.max(most, Math.abs(level - expected[i]!)), 0);
    expect(worst).toBeLessThanOrEqual(oneLevel);
    data.forEach((level, i) => {
      if (mask.data[Math.floor(i / 3)] === 0) expect(level).toBe(canvas.data[i]);
    });
  });

  it.each([0, 77])("of a picture all of one level, %d, is of that level", async (level) => {
    const canvas = { width: 8, height: 6, data: new Uint8Array(8 * 6 * 3).fill(level) };
    const mask = {
      channels: 1,
      width: 8,
      height: 6,
      data: Uint8Array.from({ length: 48 }, (_, i) => (i % 8 < 3 ? 255 : 0)),
    } as const;
    const { data } = await fillWithMatchedNoise(canvas, mask, { falloff: 1, colorVariation: 0.5 });
    expect(new Set(data)).toEqual(new Set([level]));
  });
});

it.each([
  [8, 6],
  [15, 14],
  [1, 13],
])("a Fourier transform of %d × %d comes back, and keeps the energy", (width, height) => {
  const re = Float64Array.from({ length: width * height }, (_, i) => Math.cos(i * i));
  const plane = { width, height, re, im: re.map((value) => value ** 2) };
  const spectrum = fourier(plane, "forward");
  const energy = ({ re, im }: ComplexPlane) => re.reduce((sum, x, i) => sum + x * x + im[i]! ** 2, 0);
  expect(energy(spectrum)).toBeCloseTo(energy(plane), 9);
  const back = fourier(spectrum, "inverse");
  back.re.forEach((value, i) => {
    expect(value).toBeCloseTo(re[i]!, 12);
  });
});
