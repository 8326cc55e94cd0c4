import fc from "fast-check";
import { expect, it } from "vitest";
import { printHalfBlocks } from "./half-blocks.ts";

const image = (width: number, height: number, pixels: readonly number[]) => ({
  width,
  height,
  data: Uint8Array.from(pixels.flatMap((grey) => [grey, grey + 1, grey + 2])),
});

it("is the upper pixel in ink and the lower in paper, two rows a line", () => {
  expect(printHalfBlocks(image(2, 2, [10, 20, 30, 40]), 2, 1)).toEqual([
    "\x1b[38;2;10;11;12m\x1b[48;2;30;31;32m▀\x1b[38;2;20;21;22m\x1b[48;2;40;41;42m▀\x1b[0m",
  ]);
});

it("averages the pixels that share a half cell", () => {
  expect(printHalfBlocks(image(2, 4, [10, 20, 30, 40, 50, 60, 70, 80]), 1, 1)).toEqual([
    "\x1b[38;2;25;26;27m\x1b[48;2;65;66;67m▀\x1b[0m",
  ]);
});

it("never takes more room than it was given, but for the one line it needs", () => {
  const side = fc.integer({ min: 1, max: 70 });
  fc.assert(
    fc.property(side, side, side, side, (width, height, columns, rows) => {
      const lines = printHalfBlocks({ width, height, data: new Uint8Array(width * height * 3) }, columns, rows);
      expect(lines.length).toBeLessThanOrEqual(rows);
      for (const line of lines) expect(line.split("▀").length - 1).toBeLessThanOrEqual(columns);
    }),
  );
});
