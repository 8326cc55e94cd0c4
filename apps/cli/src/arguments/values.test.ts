import fc from "fast-check";
import { expect, it } from "vitest";
import { countOf, numberOf, sizeOf, wholeNumberOf } from "./values.ts";

const side = fc.integer({ min: 0, max: 99_999 });
const sign = fc.constantFrom("x", "X", "×", "*", " x ");

it("a size is two sides with a sign between them, whatever spaces lie around", () => {
  fc.assert(
    fc.property(side, side, sign, (width, height, between) => {
      expect(sizeOf({ cfg: ` ${width}${between}${height} ` }, "cfg")).toEqual({
        width,
        height,
      });
    }),
  );
});

it.each(["512", "512x", "x768", "512x768x4", "-512x768", "100000x8", "5.5x8", "", "axb"])("%j is no size", (text) => {
  expect(() => sizeOf({ cfg: text }, "cfg")).toThrow(expect.objectContaining({ code: "cli/badValue" }));
});

it("numbers are read as they are written, and nothing else is one", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      expect(numberOf({ cfg: String(number) }, "cfg")).toBe(number + 0); // "0" has no sign
    }),
  );
  for (const text of ["", "one", "0x10", "1e999", "Infinity", "1 2", "1,5"])
    expect(() => numberOf({ cfg: text }, "cfg")).toThrow(expect.objectContaining({ code: "cli/badValue" }));
});

it("a whole number has no fraction, a count begins at one, and what was not given is absent", () => {
  expect([wholeNumberOf({ seed: "-3" }, "seed"), countOf({ steps: "1" }, "steps")]).toEqual([-3, 1]);
  expect(() => wholeNumberOf({ seed: "1.5" }, "seed")).toThrow();
  for (const text of ["0", "-1", "1.5"]) expect(() => countOf({ steps: text }, "steps")).toThrow();
  expect([numberOf({}, "cfg"), wholeNumberOf({}, "seed"), countOf({}, "steps"), sizeOf({}, "cfg")]).toEqual(
    Array(4).fill(undefined),
  );
});
