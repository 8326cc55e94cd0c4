import type { LatentShape } from "./latent-shape.ts";

/**
 * `noise` of one size laid on the middle of `canvas` of another, cropped where it is larger, so that a seed keeps its
 * composition when a picture changes its size. Both are one image, [C, H, W], with as many channels.
 *
 * Source: AUTOMATIC1111 1.10.1, `modules/rng.py`, `ImageRNG.first` ("Resize seed from"): offsets are floored, also
 * negative ones.
 */
export function pasteCentred(
  noise: Float32Array,
  noiseShape: LatentShape,
  canvas: Float32Array,
  shape: LatentShape,
): Float32Array {
  const pasted = canvas.slice();
  const across = overlap(noiseShape.width, shape.width);
  const down = overlap(noiseShape.height, shape.height);
  for (let channel = 0; channel < shape.channels; channel++)
    for (let row = 0; row < down.count; row++) {
      const from = (channel * noiseShape.height + down.from + row) * noiseShape.width + across.from;
      const to = (channel * shape.height + down.to + row) * shape.width + across.to;
      pasted.set(noise.subarray(from, from + across.count), to);
    }
  return pasted;
}

/** Where along one axis the noise is read and written, and how much of it. */
function overlap(size: number, canvasSize: number): { from: number; to: number; count: number } {
  const offset = Math.floor((canvasSize - size) / 2);
  return offset >= 0 ? { from: 0, to: offset, count: size } : { from: -offset, to: 0, count: size + 2 * offset };
}
