import { expect, it } from "vitest";
import { aspects, sizeOf } from "./sizes.ts";

it.each(aspects)("keeps $name near its shape, its pixels and the grain", (shape) => {
  for (const side of [128, 512, 768, 1024]) {
    const { width, height } = sizeOf(shape, side);
    expect(width % 8).toBe(0);
    expect(height % 8).toBe(0);
    expect(Math.abs((width * height) / side ** 2 - 1)).toBeLessThan(0.2);
    expect(Math.abs(width / height / (shape.width / shape.height) - 1)).toBeLessThan(0.15);
  }
});

it("gives a square the side itself", () => {
  expect(sizeOf(aspects[0], 512)).toEqual({ width: 512, height: 512 });
});
