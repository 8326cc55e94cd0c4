import fc from "fast-check";
import { expect, it } from "vitest";
import { parseJson } from "./parse-json.ts";

it("JSON whose numbers a double holds is read as it stands, however many digits they have", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), (x) => {
      expect(parseJson(JSON.stringify({ x }))).toEqual({ x: x === 0 ? 0 : x });
    }),
  );
  expect(parseJson('{"a": 0.30000000000000004, "b": [-1.1234567890123456e-7, 1e1]}')).toEqual({
    a: 0.30000000000000004,
    b: [-1.1234567890123456e-7, 10],
  });
});

it("whole numbers beyond 2^53 are their digits, and words that are no JSON are null", () => {
  expect(parseJson('{"a": 18446744073709551615, "b": [-9007199254740993, NaN], "c": "12345678901234567890"}')).toEqual({
    a: "18446744073709551615",
    b: ["-9007199254740993", null],
    c: "12345678901234567890",
  });
});
