import type { RgbImage } from "@danfang/domain";

/**
 * A decoded picture as 8-bit RGB. image [3, H, W] in −1 … 1, clamped and rounded down, as AUTOMATIC1111 has it;
 * `cells` is the latent it came from, so that a VAE of any factor has its picture's true size.
 */
export function toRgb(image: Float32Array, cells: { readonly width: number; readonly height: number }): RgbImage {
  const factor = Math.sqrt(image.length / (3 * cells.width * cells.height));
  const width = cells.width * factor;
  const height = cells.height * factor;
  const area = width * height;
  const data = new Uint8Array(area * 3);
  for (let k = 0; k < 3; k++)
    for (let i = 0; i < area; i++) {
      const unit = Math.max(0, Math.min(1, (image[k * area + i]! + 1) / 2));
      data[i * 3 + k] = Math.floor(unit * 255);
    }
  return { width, height, data };
}

/** Whether every value is a finite number. */
export function allFinite(values: Float32Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) return false;
  return true;
}
