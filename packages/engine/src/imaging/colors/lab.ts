import type { RgbImage } from "@danfang/domain";
import { mapPixels, type Raster } from "../raster.ts";
import { roundEven } from "../round-even.ts";

/** L* (0 … 100 as 0 … 255), a* and b* (each 128 more than it is), a byte for each: what OpenCV calls 8-bit LAB. */
export interface LabImage extends Raster {
  readonly space: "lab";
}

/*
 * OpenCV computes in whole numbers, so that every machine says the same; tables and shifts are its own.
 * Source: OpenCV 4 `color_lab.cpp`, `RGB2Lab_b` and `Lab2RGBinteger`; equal for all 2²⁴ colours, both ways.
 */
const shift = 12;
const gammaShift = 3;
const base = 1 << 14;

/** Of D65, CIE 15. */
const white = [0.950456, 1, 1.088754];
const toXyz = [0.412453, 0.35758, 0.180423, 0.212671, 0.71516, 0.072169, 0.019334, 0.119193, 0.950227];
const fromXyz = [3.240479, -1.53715, -0.498535, -0.969256, 1.875991, 0.041556, 0.055648, -0.204043, 1.057311];
const rows = toXyz.map((value, i) => roundEven(((1 << shift) * value) / white[Math.floor(i / 3)]!));
const columns = fromXyz.map((value, i) => roundEven((1 << shift) * value * white[i % 3]!));

const descale = (value: number, by: number) => (value + (1 << (by - 1))) >> by;
const byte = (value: number) => Math.min(255, Math.max(0, value));
const linear = (x: number) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
const gammaOf = (x: number) => (x <= 0.0031308 ? x * 12.92 : x ** (1 / 2.4) * 1.055 - 0.055);

const gammaTable = Int32Array.from({ length: 256 }, (_, i) => roundEven((255 << gammaShift) * linear(i / 255)));
const inverseGammaTable = Uint8Array.from({ length: 1 << 12 }, (_, i) => roundEven(255 * gammaOf(i / (1 << 12))));

/** f(t) of CIE LAB, times 2¹⁵. */
const cubeRoots = Int32Array.from({ length: 256 * 12 }, (_, i) => {
  const t = i / (255 << gammaShift);
  return roundEven((1 << (shift + gammaShift)) * (t < 216 / 24389 ? (t * 841) / 108 + 16 / 116 : Math.cbrt(t)));
});
// OpenCV's float32 rounds these two, which lie within 2e-4 of a half, the other way.
cubeRoots[49] = 9454;
cubeRoots[628] = 22126;

/** For each L: Y and f(Y), times 2¹⁴. */
const lightness = Array.from({ length: 256 }, (_, i) => {
  if (i <= 20)
    return {
      y: roundEven((i * base * 180) / (17 * 29 ** 3)),
      f: roundEven(base * (16 / 116 + (i * 5) / (3 * 17 * 29))),
    };
  const f = (i * 100 * base) / (255 * 116) + (16 * base) / 116;
  return { y: roundEven(f ** 3 / base ** 2), f: roundEven(f) };
});

/** f⁻¹ for X and Z, times 2¹⁴, from the least f there is. */
const leastF = -8145;
const cubes = Int32Array.from({ length: (base * 9) / 4 }, (_, k) => {
  const i = k + leastF;
  if (i <= 3390) return Math.trunc((i * 108) / 841) - Math.floor((Math.floor((base * 16) / 116) * 108) / 841);
  return Math.floor((Math.floor((i * i) / base) * i) / base);
});

/** Source: OpenCV `cvtColor` with `COLOR_RGB2LAB`. */
export function toLab({ width, height, data }: RgbImage): LabImage {
  const scale = Math.floor((116 * 255 + 50) / 100);
  const offset = -Math.floor((16 * 255 * (1 << 15) + 50) / 100);
  const out = mapPixels({ width, height, data }, 3, (from, to, lab) => {
    const [r, g, b] = [gammaTable[data[from]!]!, gammaTable[data[from + 1]!]!, gammaTable[data[from + 2]!]!];
    const f = (row: number) => cubeRoots[descale(rows[row]! * r + rows[row + 1]! * g + rows[row + 2]! * b, shift)]!;
    const [x, y, z] = [f(0), f(3), f(6)];
    lab[to] = byte(descale(scale * y + offset, 15));
    lab[to + 1] = byte(descale(500 * (x - y) + 128 * (1 << 15), 15));
    lab[to + 2] = byte(descale(200 * (y - z) + 128 * (1 << 15), 15));
  });
  return { space: "lab", width, height, data: out };
}

/** Source: OpenCV `cvtColor` with `COLOR_LAB2RGB`. */
export function fromLab({ width, height, data }: LabImage): RgbImage {
  const out = mapPixels({ width, height, data }, 3, (from, to, rgb) => {
    const { y, f } = lightness[data[from]!]!;
    const a = ((5 * data[from + 1]! * 53687 + (1 << 7)) >> 13) - Math.floor((128 * base) / 500);
    const b = ((data[from + 2]! * 41943 + (1 << 4)) >> 9) - Math.floor((128 * base) / 200) + 1;
    const [x, z] = [cubes[f + a - leastF]!, cubes[f - b - leastF]!];
    for (let c = 0; c < 3; c++) {
      const value = columns[c * 3]! * x + columns[c * 3 + 1]! * y + columns[c * 3 + 2]! * z;
      rgb[to + c] = inverseGammaTable[Math.min(4095, Math.max(0, descale(value, 14)))]!;
    }
  });
  return { width, height, data: out };
}
