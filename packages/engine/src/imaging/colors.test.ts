import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { RgbImage } from "@danfang/domain";
import { beforeAll, describe, expect, it } from "vitest";
import { type Golden, readGoldens } from "../testing/read-goldens.ts";
import { correctColors, paletteOf } from "./color-correction.ts";
import { fromLab, type LabImage, toLab } from "./lab.ts";
import { matchHistogram } from "./match-histogram.ts";

let golden: (name: string) => Golden;
beforeAll(async () => {
  golden = await readGoldens(fileURLToPath(new URL("../../goldens/imaging/colors.safetensors", import.meta.url)));
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
