import { expect, it } from "vitest";
import { besideSeed, parseSeed } from "./seed-field.tsx";

it("digits are a seed to the last of them, as far as 64 bits go", () => {
  expect(["7", " +12 ", "-1", "9007199254740993", "18446744073709551615"].map(parseSeed)).toEqual([
    7,
    12,
    -1,
    "9007199254740993",
    "18446744073709551615",
  ]);
  expect(["", "x", "1.5", "1e9", "18446744073709551616"].map(parseSeed)).toEqual(Array(5).fill(undefined));
});

it("arrows go from seed to seed, down to the one that is drawn and up to the last", () => {
  expect([besideSeed(7, 1), besideSeed(0, -1), besideSeed(3, -10), besideSeed(-1, 1)]).toEqual([8, -1, -1, 0]);
  expect(besideSeed(Number.MAX_SAFE_INTEGER, 1)).toBe("9007199254740992");
  expect(besideSeed("18446744073709551615", 1)).toBe("18446744073709551615");
});
