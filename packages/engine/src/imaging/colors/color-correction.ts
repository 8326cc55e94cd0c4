import type { RgbImage } from "@danfang/domain";
import { mapPixels } from "../raster.ts";
import { fromLab, toLab } from "./lab.ts";
import { countLevels, matchLevels } from "./match-histogram.ts";

/** How often each level of L, a and b occurs in a picture. */
export type Palette = readonly [Uint32Array, Uint32Array, Uint32Array];

const levelsIn = (data: Uint8Array): Palette => [
  countLevels(data, 0, 3),
  countLevels(data, 1, 3),
  countLevels(data, 2, 3),
];

/** Source: AUTOMATIC1111 v1.10.1 `processing.setup_color_correction`. */
export const paletteOf = (image: RgbImage): Palette => levelsIn(toLab(image).data);

/**
 * A picture in the colours of another, as light and dark as it was: its L, a and b are given the other's histograms, and
 * the result its own luminosity.
 *
 * Source: AUTOMATIC1111 v1.10.1 `processing.apply_color_correction`, equal to it in every pixel.
 */
export function correctColors(image: RgbImage, palette: Palette): RgbImage {
  const lab = toLab(image);
  const tables = levelsIn(lab.data).map((own, c) => matchLevels(own, palette[c]!));
  const matched = fromLab({ ...lab, data: lab.data.map((level, i) => tables[i % 3]![level]!) });
  return withLuminosityOf(matched, image);
}

const luminosity = (r: number, g: number, b: number) => r * 0.299 + g * 0.587 + b * 0.114;

/** Source: blendmodes 2022 `_setLum`, which both conditions may change one after the other. */
function withLuminosityOf(colors: RgbImage, light: RgbImage): RgbImage {
  const { width, height, data } = colors;
  const out = mapPixels(colors, 3, (from, to, rgb) => {
    const at = (source: Uint8Array): [number, number, number] => [
      source[from]! / 255,
      source[from + 1]! / 255,
      source[from + 2]! / 255,
    ];
    const own = at(data);
    const more = luminosity(...at(light.data)) - luminosity(...own);
    const moved: [number, number, number] = [own[0] + more, own[1] + more, own[2] + more];
    const lum = luminosity(...moved);
    const [least, most] = [Math.min(...moved), Math.max(...moved)];
    for (let c = 0; c < 3; c++) {
      let value = moved[c]!;
      if (least < 0) value = lum + ((moved[c]! - lum) * lum) / (lum - least);
      if (most > 1) value = lum + (((least < 0 ? value : moved[c]!) - lum) * (1 - lum)) / (most - lum);
      rgb[to + c] = Math.min(1, Math.max(0, value)) * 255; // decimals are cut off
    }
  });
  return { width, height, data: out };
}
