import type { Pixels } from "@danfang/domain";

/** Shapes that are offered: width to height. */
export const aspects = [
  { name: "1:1", width: 1, height: 1 },
  { name: "4:3", width: 4, height: 3 },
  { name: "3:4", width: 3, height: 4 },
  { name: "3:2", width: 3, height: 2 },
  { name: "2:3", width: 2, height: 3 },
  { name: "16:9", width: 16, height: 9 },
  { name: "9:16", width: 9, height: 16 },
] as const;

/** Sizes are multiples of this: a latent cell is 8 pixels, and a UNet halves it some times. */
const grain = 64;
const smallGrain = 8;

/**
 * The size of a shape with about as many pixels as a square of `side`: what the checkpoint was trained at, in another
 * shape. 512 as 2:3 → 448 × 640.
 */
export function sizeOf(shape: { width: number; height: number }, side: Pixels): { width: number; height: number } {
  const step = side < 256 ? smallGrain : grain;
  const scale = side / Math.sqrt(shape.width * shape.height);
  const snap = (value: number) => Math.max(step, Math.round(value / step) * step);
  return { width: snap(shape.width * scale), height: snap(shape.height * scale) };
}
