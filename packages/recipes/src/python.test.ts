import fc from "fast-check";
import { expect, it } from "vitest";
import { parsePythonNumber, printPythonNumber } from "./python.ts";

// Printed by Python 3: print(7, 6.5, 1e-05, 0.0001, 1.5e+16, 123456789012345.6, 1e-10, -0.00002).
it("prints numbers as Python does", () => {
  const numbers = [7, 6.5, 1e-5, 0.0001, 0.1 + 0.2, 123456789012345.6, 1.25e-10, -0.00002];
  expect(numbers.map(printPythonNumber)).toEqual([
    "7",
    "6.5",
    "1e-05",
    "0.0001",
    "0.30000000000000004",
    "123456789012345.6",
    "1.25e-10",
    "-2e-05",
  ]);
});

it("prints what reads back as the same number", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(parsePythonNumber(printPythonNumber(value))).toBe(value === 0 ? 0 : value);
    }),
  );
});

it("reads no number out of words, hexadecimal or nothing", () => {
  expect(["", " ", "0x10", "seven", "1,5", "nan", "--1"].map(parsePythonNumber)).toEqual(Array(7).fill(undefined));
});
