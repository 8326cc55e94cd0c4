import type { Tensor } from "@danfang/domain";
import type { Size } from "../raster.ts";

/** The WebUI's ways to bring a latent to another size, without those for pixels. */
export interface Interpolation {
  readonly mode: "bilinear" | "bicubic" | "nearest" | "nearest-exact";
  /** Whether a filter as wide as a source cell's share of the result is used; matters where things shrink. */
  readonly antialias: boolean;
}

/** The upscalers of hires fix that work on latents, as the WebUI names them. */
export const latentUpscalers: Readonly<Record<string, Interpolation>> = {
  Latent: { mode: "bilinear", antialias: false },
  "Latent (antialiased)": { mode: "bilinear", antialias: true },
  "Latent (bicubic)": { mode: "bicubic", antialias: false },
  "Latent (bicubic antialiased)": { mode: "bicubic", antialias: true },
  "Latent (nearest)": { mode: "nearest", antialias: false },
  "Latent (nearest-exact)": { mode: "nearest-exact", antialias: false },
};

/** For one cell of the result: source cells along an axis, and their weights. */
interface Taps {
  readonly cells: readonly number[];
  readonly weights: readonly number[];
}

/** Keys' cubic: a = −0.75 is torch's plain bicubic, −0.5 the one it uses with antialiasing. */
function cubic(x: number, a: number): number {
  const t = Math.abs(x);
  if (t <= 1) return ((a + 2) * t - (a + 3)) * t * t + 1;
  return t < 2 ? ((a * t - 5 * a) * t + 8 * a) * t - 4 * a : 0;
}

const f = Math.fround;

function plainTaps({ mode }: Interpolation, size: number, count: number): Taps[] {
  const scale = f(size / count);
  const clamp = (i: number) => Math.max(0, Math.min(size - 1, i));
  return Array.from({ length: count }, (_, i) => {
    if (mode === "nearest" || mode === "nearest-exact") {
      const at = mode === "nearest" ? f(i * scale) : f((i + 0.5) * scale);
      return { cells: [clamp(Math.floor(at))], weights: [1] };
    }
    const center = f(f(scale * f(i + 0.5)) - 0.5);
    const at = mode === "bilinear" ? Math.max(0, center) : center;
    const first = Math.floor(at);
    const part = at - first;
    if (mode === "bilinear") return { cells: [first, clamp(first + 1)], weights: [1 - part, part] };
    const offsets = [-1, 0, 1, 2];
    return { cells: offsets.map((k) => clamp(first + k)), weights: offsets.map((k) => cubic(k - part, -0.75)) };
  });
}

function smoothTaps({ mode }: Interpolation, size: number, count: number): Taps[] {
  const scale = size / count;
  const stretch = Math.max(1, scale);
  const support = (mode === "bicubic" ? 2 : 1) * stretch;
  const at = (x: number) => (mode === "bicubic" ? cubic(x, -0.5) : Math.max(0, 1 - Math.abs(x)));
  return Array.from({ length: count }, (_, i) => {
    const center = scale * (i + 0.5);
    const first = Math.max(0, Math.trunc(center - support + 0.5));
    const end = Math.min(size, Math.trunc(center + support + 0.5));
    const raw = Array.from({ length: end - first }, (__, k) => at((first + k - center + 0.5) / stretch));
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    return { cells: raw.map((__, k) => first + k), weights: raw.map((weight) => weight / total) };
  });
}

/** [outer, axis, inner] → [outer, taps, inner]. */
function along(data: Float32Array, outer: number, axis: number, inner: number, taps: readonly Taps[]): Float32Array {
  const out = new Float32Array(outer * taps.length * inner);
  for (let o = 0; o < outer; o++)
    for (const [i, { cells, weights }] of taps.entries())
      for (let k = 0; k < inner; k++) {
        let sum = 0;
        for (let t = 0; t < cells.length; t++) sum += data[(o * axis + cells[t]!) * inner + k]! * weights[t]!;
        out[(o * taps.length + i) * inner + k] = sum;
      }
  return out;
}

/**
 * A latent at another size: [N, C, h, w] → [N, C, size.height, size.width].
 *
 * Source: torch `nn.functional.interpolate(size=…, align_corners=False)`, to float32 rounding.
 */
export function interpolate({ shape, data }: Tensor, size: Size, how: Interpolation): Tensor {
  const [n = 0, channels = 0, height = 0, width = 0] = shape;
  const tapsOf = how.antialias ? smoothTaps : plainTaps;
  const wide = along(data, n * channels * height, width, 1, tapsOf(how, width, size.width));
  const high = along(wide, n * channels, height, size.width, tapsOf(how, height, size.height));
  return { shape: [n, channels, size.height, size.width], data: high };
}
