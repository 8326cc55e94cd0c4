import fc from "fast-check";
import { expect, it } from "vitest";
import { printBytes } from "./units.ts";

const powers: Readonly<Record<string, number>> = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

it("a size is told in the largest unit of which it has one, to a tenth below a hundred", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 14, noNaN: true }), (magnitude) => {
      const bytes = Math.floor(10 ** magnitude);
      const [number = "", unit = ""] = printBytes(bytes).split(" ");
      const power = powers[unit]!;
      expect(number.includes(".")).toBe(power > 1 && bytes / power < 100);
      expect(Math.abs(Number(number) * power - bytes)).toBeLessThanOrEqual(
        power * (number.includes(".") ? 0.0501 : 0.501),
      );
      expect(bytes === 0 || bytes >= power).toBe(true);
      expect(unit === "TB" || bytes < power * 1000).toBe(true);
    }),
  );
});

it("a hundred of a unit are told without a tenth, a thousand as one of the next", () => {
  expect([99.9e3, 100e3, 999e3, 1e6, 1000, 999].map(printBytes)).toEqual([
    "99.9 KB",
    "100 KB",
    "999 KB",
    "1.0 MB",
    "1.0 KB",
    "999 B",
  ]);
});
