import fc from "fast-check";
import { expect, it } from "vitest";
import { justify, widthInRow } from "./justify.ts";

const sizes = fc.array(
  fc.record({ width: fc.integer({ min: 64, max: 2048 }), height: fc.integer({ min: 64, max: 2048 }) }),
  {
    minLength: 1,
    maxLength: 80,
  },
);
const rounding = 1e-6;

it("shows every picture once, in order", () => {
  fc.assert(
    fc.property(sizes, fc.integer({ min: 300, max: 2000 }), (pictures, width) => {
      const { rows } = justify(pictures, width, 200, 8);
      expect(rows[0]?.start).toBe(0);
      expect(rows.at(-1)?.end).toBe(pictures.length);
      for (const [i, row] of rows.entries()) {
        expect(row.end).toBeGreaterThan(row.start);
        if (i > 0) expect(row.start).toBe(rows[i - 1]?.end);
      }
    }),
  );
});

it("fills the width with every row, unless there is too little for one", () => {
  fc.assert(
    fc.property(sizes, fc.integer({ min: 300, max: 2000 }), (pictures, width) => {
      const { rows } = justify(pictures, width, 200, 8);
      for (const row of rows) {
        const shown = pictures.slice(row.start, row.end);
        const used = shown.reduce((sum, size) => sum + widthInRow(size, row.height), 0) + 8 * (shown.length - 1);
        expect(used).toBeLessThanOrEqual(width + rounding);
        if (rows.length > 1) expect(used).toBeGreaterThan(width - rounding);
      }
    }),
  );
});

it("stays near the height asked for when pictures are alike", () => {
  const { rows } = justify(new Array(60).fill({ width: 512, height: 768 }), 1200, 200, 8);
  for (const { height } of rows) expect(Math.abs(height / 200 - 1)).toBeLessThan(0.25);
});

it("does not blow up one picture to the width of the page", () => {
  expect(justify([{ width: 1, height: 1 }], 1200, 200, 8).rows[0]?.height).toBe(200);
});
