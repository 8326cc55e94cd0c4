import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Growth, growthOf } from "./outpaint-growth.ts";

const side = fc.integer({ min: 1, max: 4096 });
const by = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 512 }));
const anything = fc.record({
  picture: fc.record({ width: side, height: side }),
  growth: fc.record({ left: by, right: by, up: by, down: by }),
});
const opposite = [
  { before: "left", after: "right", length: "width" },
  { before: "up", after: "down", length: "height" },
] as const;

/** A law of each direction, for every picture and every wish. */
function everyDirection(
  law: (length: number, asked: readonly [number, number], given: readonly [number, number]) => void,
): void {
  fc.assert(
    fc.property(anything, ({ picture, growth }) => {
      const grown: Growth = growthOf(picture, growth);
      for (const { before, after, length } of opposite)
        law(picture[length], [growth[before], growth[after]], [grown[before], grown[after]]);
    }),
  );
}

describe("a canvas that grows", () => {
  it("becomes a multiple of 64 that is no more than 63 pixels larger than asked, where it grows at all", () => {
    everyDirection((length, [before, after], [first, last]) => {
      if (before + after === 0) return;
      const whole = length + first + last;
      expect(whole % 64).toBe(0);
      expect(whole - length - before - after).toBeGreaterThanOrEqual(0);
      expect(whole - length - before - after).toBeLessThan(64);
    });
  });

  it("stays where it is not to grow", () => {
    everyDirection((_, [before, after], [first, last]) => {
      if (before === 0) expect(first).toBe(0);
      if (after === 0) expect(last).toBe(0);
    });
  });

  it("shares what is added between opposite sides as was asked, to a pixel", () => {
    everyDirection((_, [before, after], [first, last]) => {
      if (before + after === 0) return;
      expect(Math.abs(first - ((first + last) * before) / (before + after))).toBeLessThan(1);
    });
  });
});
