import { expect, it } from "vitest";
import { hiresSize } from "./hires-size.ts";

// Source: AUTOMATIC1111 1.10.1, `calculate_target_resolution`.
it.each([
  { first: [512, 768], wanted: { scale: 2 }, upscaled: [1024, 1536], cut: [0, 0] },
  { first: [512, 512], wanted: { scale: 2, width: 1024, height: 768 }, upscaled: [1024, 1024], cut: [0, 32] },
  { first: [512, 768], wanted: { scale: 2, width: 1024, height: 1024 }, upscaled: [1024, 1536], cut: [0, 64] },
  { first: [640, 448], wanted: { scale: 2, width: 1920, height: 1080 }, upscaled: [1920, 1344], cut: [0, 33] },
  { first: [448, 640], wanted: { scale: 2, width: 1080, height: 1920 }, upscaled: [1344, 1920], cut: [33, 0] },
  { first: [512, 512], wanted: { scale: 1.95 }, upscaled: [998, 998], cut: [0, 0] },
  { first: [512, 768], wanted: { scale: 2, width: 1000 }, upscaled: [1000, 1500], cut: [0, 0] },
  { first: [640, 448], wanted: { scale: 2, height: 1000 }, upscaled: [1428, 1000], cut: [0, 0] },
])("$first, asked for $wanted, is brought to $upscaled, and $cut cells of it are cut", ({ first, wanted, ...size }) => {
  const [width = 0, height = 0] = first;
  const { upscaled, cut } = hiresSize({ width, height }, wanted);
  expect([upscaled.width, upscaled.height]).toEqual(size.upscaled);
  expect([cut.width, cut.height]).toEqual(size.cut);
});
